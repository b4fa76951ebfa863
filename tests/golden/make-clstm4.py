"""
Writes clstm4.json: hidden states and logits of a small C-LSTM, computed by PyTorch, to compare with the TypeScript one.

  python3 tests/golden/make-clstm4.py        (PyTorch 1.13 or later; no GPU, no download)

The network is written here from its description (arXiv 2002.00367 and the released code's layer order): logistic
gates, (k - 1) / 2 padding, one batch norm shared by the layers and applied before a 2 x 2 max pool, a dense layer
over the effective steps. The function `weight` computes weights from their names.
"""
import json
import math
import pathlib

import torch
import torch.nn.functional as F

from uniform import uniform

UNITS, LAYERS, KERNEL, STRIDE, STEPS, CLASSES, T, SIZE = 4, 2, 3, 2, (3, 7), 3, 8, 32


def weight(name, *shape):
    u = torch.tensor(uniform(name, math.prod(shape)), dtype=torch.float64).float().reshape(shape)
    if name.endswith("running_var"):
        return 0.2 + 0.5 * u.abs()
    return 1 + 0.2 * u if name == "clstm.bn.weight" else 0.5 * u


def clip():
    c, t, y, x = torch.meshgrid(*(torch.arange(n) for n in (3, T, SIZE, SIZE)), indexing="ij")
    return torch.sin(0.4 * x + 0.3 * y * (1 + c) + 0.9 * t + 0.05 * t * x)[None]


def main():
    pad = (KERNEL - 1) // 2
    state, last, features, hidden_of_last = [None] * LAYERS, [], None, []
    for step in clip().unbind(2):
        x = step
        for n in range(LAYERS):
            cell_name, inputs = f"clstm.cell{n}", x.shape[1]
            z = {}
            for gate in "ifco":
                prefix = f"{cell_name}.Wx{gate}"
                z[gate] = F.conv2d(
                    x, weight(f"{prefix}.weight", UNITS, inputs, KERNEL, KERNEL), weight(f"{prefix}.bias", UNITS), STRIDE, pad
                )
                if state[n]:
                    recurrent = weight(f"{cell_name}.Wh{gate}.weight", UNITS, UNITS, KERNEL, KERNEL)
                    z[gate] = z[gate] + F.conv2d(state[n][0], recurrent, padding=pad)
            cell = torch.sigmoid(z["i"]) * torch.tanh(z["c"])
            if state[n]:
                cell = cell + torch.sigmoid(z["f"]) * state[n][1]
            hidden = torch.sigmoid(z["o"]) * torch.tanh(cell)
            state[n] = (hidden, cell)
            x = F.batch_norm(
                hidden,
                weight("clstm.bn.running_mean", UNITS),
                weight("clstm.bn.running_var", UNITS),
                weight("clstm.bn.weight", UNITS),
                weight("clstm.bn.bias", UNITS),
            )
            x = F.max_pool2d(x, 2)
        last.append(x)
        hidden_of_last.append(state[-1][0])
    features = torch.stack([last[step] for step in STEPS]).reshape(1, -1)
    logits = F.linear(features, weight("endFC.weight", CLASSES, features.shape[1]), weight("endFC.bias", CLASSES))
    means = torch.stack(hidden_of_last).mean((1, 2, 3, 4))
    out = {
        "about": "made by tests/golden/make-clstm4.py; see there",
        "hidden_mean_per_frame": [round(v, 7) for v in means.tolist()],
        "logits": [round(v, 6) for v in logits[0].tolist()],
    }
    pathlib.Path(__file__).with_name("clstm4.json").write_text(json.dumps(out, indent=2) + "\n")


main()
