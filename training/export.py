"""
Writes a trained model as the page reads it: model.json (TF.js weights manifest), one float16 shard, card.json.

  python3 export.py --checkpoint RUN_DIR/last.pt --report report.json --to ../public/models/i3d

`report.json` comes from evaluate.py: the card holds its figures. Also renews the model's entry in
tests/golden/exported-logits.json when --golden is given, from the float16 weights.
"""

import argparse
import json
import os
import sys

import numpy as np
import torch

from data import Shards, as_input
from models import build

SHARD = "group1-shard1of1.bin"
NAMES = {"i3d": "I3D", "convlstm": "C-LSTM"}


def load(checkpoint):
    """-> (model in evaluation mode with its weights rounded to float16, what it was made with, the checkpoint)"""
    if not os.path.exists(checkpoint):
        sys.exit(f"export: there is no {checkpoint}; train.py writes it.")
    state = torch.load(checkpoint, map_location="cpu")
    made = state["made_with"]
    frames = 16
    model = build(made["kind"], len(made["classes"]), frames, made["size"], made["options"])
    model.load_state_dict({name: value.half().float() if value.is_floating_point() else value for name, value in state["model"].items()})
    return model.eval(), made, state


def i3d_weights(model):
    for name, value in model.state_dict().items():
        if not name.endswith("num_batches_tracked"):
            yield name, value


def convlstm_weights(model):
    """Keras' names and shapes: kernels [k, k, in, out], dense [in, out]."""
    for i, (layer, norm) in enumerate(zip(model.layers, model.norms), 1):
        yield f"clstm_{i}/kernel", layer.kernel.permute(2, 3, 1, 0)
        yield f"clstm_{i}/recurrent_kernel", layer.recurrent_kernel.permute(2, 3, 1, 0)
        yield f"clstm_{i}/bias", layer.bias
        yield f"batch_normalization_{i}/gamma", norm.weight
        yield f"batch_normalization_{i}/beta", norm.bias
        yield f"batch_normalization_{i}/moving_mean", norm.running_mean
        yield f"batch_normalization_{i}/moving_variance", norm.running_var
    yield "dense/kernel", model.dense.weight.t()
    yield "dense/bias", model.dense.bias


def architecture(model, made):
    if made["kind"] == "i3d":
        return {"kind": "i3d", "width": made["options"].get("width", 0.25), "temporalStrides": list(model.temporal_strides)}
    layer = model.layers[0]
    units = [layer.units for layer in model.layers]
    return {"kind": "convlstm", "units": units, "kernel": layer.k, "stride": layer.stride, "padding": layer.padding, "gate": "hard"}


def write_weights(folder, weights):
    entries, parts = [], []
    for name, value in weights:
        half = value.detach().contiguous().numpy().astype("<f2")
        if not np.isfinite(half).all():
            sys.exit(f"export: {name} does not fit in float16.")
        entries.append({"name": name, "shape": list(half.shape), "dtype": "float32",
                        "quantization": {"dtype": "float16", "original_dtype": "float32"}})
        parts.append(half.tobytes())
    manifest = {"format": "weights", "weightsManifest": [{"paths": [SHARD], "weights": entries}]}
    with open(os.path.join(folder, SHARD), "wb") as file:
        file.write(b"".join(parts))
    with open(os.path.join(folder, "model.json"), "w") as file:
        json.dump(manifest, file)
        file.write("\n")


def write_card(folder, model, made, state, report):
    kind = made["kind"]
    card = {
        "id": kind,
        "name": NAMES[kind],
        "architecture": architecture(model, made),
        "input": {"frames": 16, "height": made["size"], "width": made["size"], "range": [0, 1],
                  "mean": [0, 0, 0], "std": [1, 1, 1], "normalise": "clip"},
        "classes": made["classes"],
        "accuracy": {"top1": report["top1"], "top3": report["top3"], "perClass": report["perClass"],
                     "measuredOn": report["measuredOn"]},
        "training": f"{state['views']} views of {state['clips']} generated clips (seeds from 1000000 on), none of them real; "
                    f"code in training/, seed {state['args']['seed']}.",
        "licence": "Apache-2.0",
    }
    with open(os.path.join(folder, "card.json"), "w") as file:
        json.dump(card, file, indent=2)
        file.write("\n")


@torch.no_grad()
def write_golden(path, model, made, test):
    """Logits of one clip of each of five classes, for the test that TypeScript agrees."""
    golden = json.load(open(path)) if os.path.exists(path) else {}
    golden[made["kind"]] = [
        {"class": test.classes[test.labels[i]], "seed": test.seeds[i],
         "logits": [round(v, 5) for v in model(as_input(test.clips[i]))[0].tolist()]}
        for i in (0, 5, 9, 12, 17)
    ]
    with open(path, "w") as file:
        json.dump(golden, file, indent=1)
        file.write("\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--report", required=True)
    parser.add_argument("--to", required=True)
    parser.add_argument("--golden")
    parser.add_argument("--test", help="folder of test shards, needed for --golden")
    args = parser.parse_args()
    model, made, state = load(args.checkpoint)
    report = json.load(open(args.report))
    if report["kind"] != made["kind"]:
        sys.exit(f"export: {args.report} is about {report['kind']}, the checkpoint is {made['kind']}.")
    os.makedirs(args.to, exist_ok=True)
    write_weights(args.to, i3d_weights(model) if made["kind"] == "i3d" else convlstm_weights(model))
    write_card(args.to, model, made, state, report)
    if args.golden:
        write_golden(args.golden, model, made, Shards(args.test))


if __name__ == "__main__":
    main()
