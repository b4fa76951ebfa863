"""
The benchmark's step in PyTorch, on one thread: mask -> freeze -> network -> class probability -> gradient of the mask.

Reads one JSON command per line and answers each with one line of JSON:
  {"open": {"kind", "classes", "frames", "size", "options", "folder"?, "input"?}} -> {"torch": version}
  {"step": N} -> {"ms": [N], "score": number, "gradient": [T]}
`folder` contains a bundled model's weights; `input` names a JSON file with frames, shape, mask and target. Without
them, weights and input are random. Networks and weight names are those of training/.
"""

import json
import math
import os
import sys
import time

import numpy as np
import torch

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../training"))
from models import build  # noqa: E402


def read_weights(folder):
    """Reads a TF.js weights manifest with float16 shards; returns a dict from name to tensor."""
    with open(os.path.join(folder, "model.json")) as file:
        groups = json.load(file)["weightsManifest"]
    weights = {}
    for group in groups:
        data = b"".join(open(os.path.join(folder, path), "rb").read() for path in group["paths"])
        at = 0
        for entry in group["weights"]:
            count = math.prod(entry["shape"])
            values = np.frombuffer(data, "<f2", count, at).astype(np.float32).reshape(entry["shape"])
            weights[entry["name"]] = torch.from_numpy(values)
            at += 2 * count
    return weights


def load_i3d(model, weights):
    missing, unexpected = model.load_state_dict(weights, strict=False)
    left = [name for name in missing if not name.endswith("num_batches_tracked")] + list(unexpected)
    if left:
        sys.exit(f"step: the weights do not fit the network: {left}")


@torch.no_grad()
def load_convlstm(model, weights):
    """Loads weights in Keras' layout; the inverse of convlstm_weights in training/export.py."""
    for i, (layer, norm) in enumerate(zip(model.layers, model.norms), 1):
        layer.kernel.copy_(weights[f"clstm_{i}/kernel"].permute(3, 2, 0, 1))
        layer.recurrent_kernel.copy_(weights[f"clstm_{i}/recurrent_kernel"].permute(3, 2, 0, 1))
        layer.bias.copy_(weights[f"clstm_{i}/bias"])
        parts = {"gamma": norm.weight, "beta": norm.bias, "moving_mean": norm.running_mean, "moving_variance": norm.running_var}
        for name, tensor in parts.items():
            tensor.copy_(weights[f"batch_normalization_{i}/{name}"])
    model.dense.weight.copy_(weights["dense/kernel"].t())
    model.dense.bias.copy_(weights["dense/bias"])


class Step:
    def __init__(self, kind, classes, frames, size, options, folder=None, input=None):
        torch.manual_seed(1)
        self.model = build(kind, classes, frames, size, options)
        if folder:
            {"i3d": load_i3d, "convlstm": load_convlstm}[kind](self.model, read_weights(folder))
        self.model.eval().requires_grad_(False)
        if input:
            with open(input) as file:
                given = json.load(file)
            # [1, T, H, W, 3] -> [1, 3, T, H, W]
            self.frames = torch.tensor(given["frames"]).reshape(given["shape"]).permute(0, 4, 1, 2, 3).contiguous()
            self.mask, self.target = torch.tensor(given["mask"]), given["target"]
        else:
            self.frames = torch.rand(1, 3, frames, size, size)
            self.mask, self.target = 0.05 + 0.9 * torch.rand(frames), 0

    def run(self):
        mask = self.mask.clone().requires_grad_()
        frozen = [self.frames[:, :, 0]]
        for t in range(1, len(mask)):
            frozen.append((1 - mask[t]) * self.frames[:, :, t] + mask[t] * frozen[-1])
        score = self.model(torch.stack(frozen, 2)).softmax(1)[0, self.target]
        (gradient,) = torch.autograd.grad(score, mask)
        return score.item(), gradient.tolist()


def main():
    torch.set_num_threads(1)
    step = None
    for line in sys.stdin:
        command = json.loads(line)
        if "open" in command:
            step = Step(**command["open"])
            answer = {"torch": torch.__version__}
        else:
            times = []
            for _ in range(command["step"]):
                start = time.perf_counter()
                score, gradient = step.run()
                times.append(1000 * (time.perf_counter() - start))
            answer = {"ms": times, "score": score, "gradient": gradient}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
