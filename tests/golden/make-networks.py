"""
Writes tests/fixtures/networks: small I3D and CLSTM_4 checkpoints saved by PyTorch; and networks.json in this folder: the
results that PyTorch computes with them, which an imported checkpoint must reproduce.

  python3 tests/golden/make-networks.py        (PyTorch 1.13 or later; no GPU, no download)

The networks are plain modules written here from their descriptions: Inception-v1 inflated in time with TensorFlow's SAME
padding (arXiv 1705.07750), with temporal strides and the last pooling's window as options (the "doubled" variants of
arXiv 2002.00367), at the smallest width, where all layers have 8 channels; and ConvLSTM cells with logistic gates, one
shared batch norm and a dense layer over effective steps. Values are seeded, and the I3D's are saved as float16 to keep
the file small.
"""
import json
import math
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent
FOLDER = HERE.parent / "fixtures" / "networks"
CLASSES = 6


def same(x, kernel, stride, value=0.0):
    pads = []
    for n, k, s in zip(reversed(x.shape[2:]), reversed(kernel), reversed(stride)):
        total = max((math.ceil(n / s) - 1) * s + k - n, 0)
        pads += [total // 2, total - total // 2]
    return F.pad(x, pads, value=value)


class Unit3D(nn.Module):
    def __init__(self, inputs, outputs, kernel=(1, 1, 1), stride=(1, 1, 1), norm=True):
        super().__init__()
        self.kernel, self.stride = kernel, stride
        self.conv3d = nn.Conv3d(inputs, outputs, kernel, stride, bias=not norm)
        self.bn = nn.BatchNorm3d(outputs, eps=0.001, momentum=0.01) if norm else None

    def forward(self, x):
        x = self.conv3d(same(x, self.kernel, self.stride))
        return F.relu(self.bn(x)) if self.bn else x


class Pool(nn.Module):
    def __init__(self, kernel, stride):
        super().__init__()
        self.kernel, self.stride = kernel, stride

    def forward(self, x):
        return F.max_pool3d(same(x, self.kernel, self.stride, float("-inf")), self.kernel, self.stride)


class Mixed(nn.Module):
    def __init__(self, inputs):
        super().__init__()
        three = (3, 3, 3)
        self.b0 = Unit3D(inputs, 8)
        self.b1a, self.b1b = Unit3D(inputs, 8), Unit3D(8, 8, three)
        self.b2a, self.b2b = Unit3D(inputs, 8), Unit3D(8, 8, three)
        self.b3a, self.b3b = Pool(three, (1, 1, 1)), Unit3D(inputs, 8)

    def forward(self, x):
        return torch.cat([self.b0(x), self.b1b(self.b1a(x)), self.b2b(self.b2a(x)), self.b3b(self.b3a(x))], 1)


class I3D(nn.Module):
    def __init__(self, strides=(2, 2, 2), window=2):
        super().__init__()
        first, second, third = strides
        stages = {
            "Conv3d_1a_7x7": Unit3D(3, 8, (7, 7, 7), (first, 2, 2)),
            "MaxPool3d_2a_3x3": Pool((1, 3, 3), (1, 2, 2)),
            "Conv3d_2b_1x1": Unit3D(8, 8),
            "Conv3d_2c_3x3": Unit3D(8, 8, (3, 3, 3)),
            "MaxPool3d_3a_3x3": Pool((1, 3, 3), (1, 2, 2)),
            "Mixed_3b": Mixed(8),
            "Mixed_3c": Mixed(32),
            "MaxPool3d_4a_3x3": Pool((3, 3, 3), (second, 2, 2)),
            **{f"Mixed_4{letter}": Mixed(32) for letter in "bcdef"},
            "MaxPool3d_5a_2x2": Pool((2, 2, 2), (third, 2, 2)),
            "Mixed_5b": Mixed(32),
            "Mixed_5c": Mixed(32),
        }
        self.order = list(stages)
        for name, stage in stages.items():
            self.add_module(name, stage)
        self.window = window
        self.logits = Unit3D(32, CLASSES, norm=False)

    def forward(self, x):
        for name in self.order:
            x = getattr(self, name)(x)
        pooled = F.avg_pool3d(x, (self.window, *x.shape[3:]), (1, 1, 1))
        return self.logits(pooled)[..., 0, 0].mean(2)


class Cell(nn.Module):
    def __init__(self, inputs, units, kernel, stride):
        super().__init__()
        pad = (kernel - 1) // 2
        for gate in "ifco":
            setattr(self, f"Wx{gate}", nn.Conv2d(inputs, units, kernel, stride, pad))
            setattr(self, f"Wh{gate}", nn.Conv2d(units, units, kernel, 1, pad, bias=False))

    def forward(self, x, state):
        z = {}
        for gate in "ifco":
            z[gate] = getattr(self, f"Wx{gate}")(x)
            if state:
                z[gate] = z[gate] + getattr(self, f"Wh{gate}")(state[0])
        cell = torch.sigmoid(z["i"]) * torch.tanh(z["c"])
        if state:
            cell = cell + torch.sigmoid(z["f"]) * state[1]
        return torch.sigmoid(z["o"]) * torch.tanh(cell), cell


class ConvLSTM(nn.Module):
    def __init__(self, units, layers, kernel, stride, steps):
        super().__init__()
        self.layers, self.steps = layers, steps
        for i in range(layers):
            setattr(self, f"cell{i}", Cell(3 if i == 0 else units, units, kernel, stride))
        self.bn = nn.BatchNorm2d(units)

    def forward(self, clip):
        states, kept = [None] * self.layers, []
        for t, x in enumerate(clip.unbind(2)):
            for i in range(self.layers):
                states[i] = getattr(self, f"cell{i}")(x, states[i])
                x = F.max_pool2d(self.bn(states[i][0]), 2)
            if t in self.steps:
                kept.append(x)
        return torch.stack(kept, 1)


class CLSTM4(nn.Module):
    def __init__(self, size, steps, units=4, layers=2, kernel=5, stride=1):
        super().__init__()
        self.clstm = ConvLSTM(units, layers, kernel, stride, steps)
        side = size // (2 * stride) ** layers
        self.endFC = nn.Linear(len(steps) * units * side * side, CLASSES)

    def forward(self, clip):
        return self.endFC(self.clstm(clip).flatten(1))


def seeded(model, seed):
    """Sets values with which every layer affects the result."""
    generator = torch.Generator().manual_seed(seed)
    for name, value in model.state_dict().items():
        if name.endswith("num_batches_tracked"):
            continue
        drawn = 2 * torch.rand(value.shape, generator=generator) - 1
        if name.endswith("running_var"):
            drawn = 0.5 + drawn.abs()
        elif name.endswith("bn.weight"):
            drawn = 1 + 0.3 * drawn
        elif value.dim() > 1:
            gain = 30 if name.startswith(("logits", "endFC")) else 6
            drawn = drawn * math.sqrt(gain / value[0].numel())
        else:
            drawn = 0.3 * drawn
        value.copy_(drawn.half().float())
    return model.eval()


def clip(frames, size):
    c, t, y, x = torch.meshgrid(*(torch.arange(n) for n in (3, frames, size, size)), indexing="ij")
    return torch.sin(0.4 * x + 0.3 * y * (1 + c) + 0.9 * t + 0.05 * t * x)[None]


def answer(model, frames, size):
    logits = model(clip(frames, size))[0]
    top = int(logits.argmax())
    return {
        "logits": [round(v, 5) for v in logits.tolist()],
        "top": logits.argsort(descending=True)[:5].tolist(),
        "os": round(float(logits.softmax(0)[top]), 6),
    }


def save(name, state, zipped):
    torch.save(state, FOLDER / name, _use_new_zipfile_serialization=zipped)


@torch.no_grad()
def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    i3d = seeded(I3D(), 1).state_dict()
    # Saved as the paper's authors do: wrapped by DataParallel, in a dictionary.
    halves = {f"module.{name}": v.half() if v.is_floating_point() else v for name, v in i3d.items()}
    save("i3d-legacy.pth.tar", {"epoch": 7, "state_dict": halves, "best_loss": 1.5}, False)
    variants = []
    # The original; the authors' doubled variants, whose window covers all frames left; one whose window slides.
    for strides, window in (((2, 2, 2), 2), ((2, 2, 1), 4), ((2, 1, 1), 8), ((1, 1, 1), 16), ((1, 1, 2), 3)):
        model = I3D(strides, window)
        model.load_state_dict(i3d)
        variants.append({"strides": strides, "window": window, **answer(model.eval(), 16, 32)})

    steps = [4, 8, 12, 15]
    clstm = seeded(CLSTM4(16, steps), 2)
    save("clstm4.pt", clstm.state_dict(), True)
    save("clstm4-legacy.pt", clstm.state_dict(), False)

    out = {
        "about": "made by tests/golden/make-networks.py; see there",
        "i3d": variants,
        "clstm4": answer(clstm, 16, 16),
    }
    (HERE / "networks.json").write_text(json.dumps(out, indent=2) + "\n")


main()
