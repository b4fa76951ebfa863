"""
Writes tests/fixtures/imported/: checkpoints of a plain I3D and a plain C-LSTM in common formats, the frames of a clip,
and PyTorch's results for these frames, which the page must reproduce.

  python3 tests/golden/make-imported-models.py        (PyTorch 1.13 or later; no GPU, no download)

Both networks are written here from their descriptions and share no code with the lab: I3D (Carreira and Zisserman,
CVPR 2017) with the state_dict names of pytorch-i3d, all layers with 8 channels; C-LSTM (arXiv 2002.00367) with those of
CLSTM_4, wrapped as training programs usually do. Weights are random, batch norms have been trained on the clip, and last
layers are scaled so that the probabilities differ.
"""
import json
import math
import pathlib
import struct
import zlib
from collections import OrderedDict

import torch
import torch.nn.functional as F
from torch import nn

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "imported"
T, SIZE, CLASSES = 16, 32, 7
NAMES = ["rolling", "falling", "turning", "opening", "closing", "lifting", "pushing"]
# Frames 11 to 16, counted from 1: the mask that the page's test paints.
MASK = [1 if t >= 10 else 0 for t in range(T)]


def frames():
    """Returns [T, H, W, 3] bytes: two discs that cross on a shaded background."""
    y, x = torch.meshgrid(torch.arange(SIZE), torch.arange(SIZE), indexing="ij")
    stack = []
    for t in range(T):
        picture = torch.stack([40 + 3 * x, 60 + 2 * y, 90 + x + y], -1)
        for cx, cy, colour in ((2 + 1.8 * t, 10, (230, 60, 40)), (30 - 1.6 * t, 6 + 1.2 * t, (40, 220, 90))):
            inside = (x - cx) ** 2 + (y - cy) ** 2 < 25
            picture[inside] = torch.tensor(colour)
        stack.append(picture)
    return torch.stack(stack).to(torch.uint8)


def write_png(path, picture):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + row.numpy().tobytes() for row in picture)
    header = struct.pack(">IIBBBBB", picture.shape[1], picture.shape[0], 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    )


def same(x, kernel, stride):
    """Applies TensorFlow's SAME padding to the last three axes."""
    pads = []
    for n, k, s in reversed(list(zip(x.shape[2:], kernel, stride))):
        total = max((math.ceil(n / s) - 1) * s + k - n, 0)
        pads += [total // 2, total - total // 2]
    return F.pad(x, pads)


class Unit3D(nn.Module):
    def __init__(self, inputs, outputs, kernel=(1, 1, 1), stride=(1, 1, 1), last=False):
        super().__init__()
        self.kernel, self.stride = kernel, stride
        self.conv3d = nn.Conv3d(inputs, outputs, kernel, stride, bias=last)
        if not last:
            self.bn = nn.BatchNorm3d(outputs, eps=0.001, momentum=0.5)

    def forward(self, x):
        x = self.conv3d(same(x, self.kernel, self.stride))
        return F.relu(self.bn(x)) if hasattr(self, "bn") else x


def pool(x, kernel, stride):
    return F.max_pool3d(same(x, kernel, stride), kernel, stride)


class Mixed(nn.Module):
    def __init__(self, inputs):
        super().__init__()
        self.b0 = Unit3D(inputs, 8)
        self.b1a, self.b1b = Unit3D(inputs, 8), Unit3D(8, 8, (3, 3, 3))
        self.b2a, self.b2b = Unit3D(inputs, 8), Unit3D(8, 8, (3, 3, 3))
        self.b3b = Unit3D(inputs, 8)

    def forward(self, x):
        branches = [self.b0(x), self.b1b(self.b1a(x)), self.b2b(self.b2a(x)), self.b3b(pool(x, (3, 3, 3), (1, 1, 1)))]
        return torch.cat(branches, 1)


class I3D(nn.Module):
    def __init__(self):
        super().__init__()
        self.Conv3d_1a_7x7 = Unit3D(3, 8, (7, 7, 7), (2, 2, 2))
        self.Conv3d_2b_1x1 = Unit3D(8, 8)
        self.Conv3d_2c_3x3 = Unit3D(8, 8, (3, 3, 3))
        inputs = 8
        for name in "3b 3c 4b 4c 4d 4e 4f 5b 5c".split():
            setattr(self, f"Mixed_{name}", Mixed(inputs))
            inputs = 32
        self.logits = Unit3D(32, CLASSES, last=True)

    def forward(self, x):
        x = pool(self.Conv3d_1a_7x7(x), (1, 3, 3), (1, 2, 2))
        x = pool(self.Conv3d_2c_3x3(self.Conv3d_2b_1x1(x)), (1, 3, 3), (1, 2, 2))
        x = pool(self.Mixed_3c(self.Mixed_3b(x)), (3, 3, 3), (2, 2, 2))
        x = self.Mixed_4f(self.Mixed_4e(self.Mixed_4d(self.Mixed_4c(self.Mixed_4b(x)))))
        x = self.Mixed_5c(self.Mixed_5b(pool(x, (2, 2, 2), (2, 2, 2))))
        return self.logits(F.avg_pool3d(x, (2, 1, 1), 1)).flatten(2).mean(2)


class Cell(nn.Module):
    def __init__(self, inputs, units, kernel=3, stride=2):
        super().__init__()
        for gate in "ifco":
            setattr(self, f"Wx{gate}", nn.Conv2d(inputs, units, kernel, stride, kernel // 2))
            setattr(self, f"Wh{gate}", nn.Conv2d(units, units, kernel, 1, kernel // 2, bias=False))

    def forward(self, x, hidden, cell):
        def gate(name):
            z = getattr(self, f"Wx{name}")(x)
            return z if hidden is None else z + getattr(self, f"Wh{name}")(hidden)

        fresh = torch.sigmoid(gate("i")) * torch.tanh(gate("c"))
        cell = fresh if cell is None else fresh + torch.sigmoid(gate("f")) * cell
        return torch.sigmoid(gate("o")) * torch.tanh(cell), cell


class ConvLstm(nn.Module):
    def __init__(self, units):
        super().__init__()
        self.cell0, self.cell1 = Cell(3, units), Cell(units, units)
        self.bn = nn.BatchNorm2d(units)

    def forward(self, x):
        states = [(None, None), (None, None)]
        for step in x.unbind(2):
            for n, cell in enumerate((self.cell0, self.cell1)):
                states[n] = cell(step, *states[n])
                step = F.max_pool2d(self.bn(states[n][0]), 2)
        return step


class CLSTM_4(nn.Module):
    def __init__(self, units=6):
        super().__init__()
        self.clstm = ConvLstm(units)
        self.endFC = nn.Linear(units * 2 * 2, CLASSES)

    def forward(self, x):
        return self.endFC(self.clstm(x).flatten(1))


def freeze(x, mask):
    """Returns y with y[0] = x[0] and y[t] = (1 - m[t]) x[t] + m[t] y[t-1]."""
    frozen = [x[:, :, 0]]
    for t in range(1, T):
        frozen.append((1 - mask[t]) * x[:, :, t] + mask[t] * frozen[-1])
    return torch.stack(frozen, 2)


def ready(network, x, last):
    """Trains the batch norms on the clip and the frozen clip, sharpens the logits for both, and sets inference mode."""
    network.train()
    with torch.no_grad():
        for _ in range(12):
            network(torch.cat([x, freeze(x, MASK)]))
        network.eval()
        scale = 3 / max(network(clip).std() for clip in (x, freeze(x, MASK)))
        last.weight *= scale
        last.bias *= scale
    return network


def answers(network, x):
    with torch.no_grad():
        probabilities = F.softmax(network(x)[0], 0)
        frozen = F.softmax(network(freeze(x, MASK))[0], 0)
    target = int(probabilities.argmax())
    return {
        "probabilities": [round(p, 7) for p in probabilities.tolist()],
        "os": round(probabilities[target].item(), 7),
        "fs": round(frozen[target].item(), 7),
    }


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(20200367)
    clip = frames()
    for t, picture in enumerate(clip):
        write_png(OUT / f"frame-{t + 1:02}.png", picture)
    (OUT / "labels.txt").write_text("\n".join(NAMES) + "\n")
    x = clip.permute(3, 0, 1, 2)[None].float()

    signed, unit = x / 127.5 - 1, x / 255
    i3d = I3D()
    ready(i3d, signed, i3d.logits.conv3d)
    torch.save(i3d.state_dict(), OUT / "i3d.pt")
    torch.save(i3d.state_dict(), OUT / "i3d-legacy.pt", _use_new_zipfile_serialization=False)

    clstm = CLSTM_4()
    for name, value in clstm.named_parameters():
        # Larger weights make the network remember, as training does.
        if "Wh" in name or "Wx" in name:
            value.data *= 3
    ready(clstm, unit, clstm.endFC)
    wrapped = {
        "epoch": 41,
        "best_loss": 1.25,
        "state_dict": OrderedDict((f"module.{name}", value) for name, value in clstm.state_dict().items()),
    }
    torch.save(wrapped, OUT / "clstm.pth.tar")
    torch.save(wrapped, OUT / "clstm-legacy.pth.tar", _use_new_zipfile_serialization=False)

    expected = {
        "about": "made by tests/golden/make-imported-models.py; see there",
        "names": NAMES,
        "mask": MASK,
        "i3d": answers(i3d, signed),
        "clstm": answers(clstm, unit),
    }
    (OUT / "expected.json").write_text(json.dumps(expected, indent=2) + "\n")


main()
