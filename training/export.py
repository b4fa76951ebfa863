"""
Writes a trained model in the page's format: model.json (TF.js weights manifest), one float16 shard, card.json.

  python3 export.py --checkpoint RUN_DIR/last.pt --report report.json --to ../public/models/i3d \
                    [--real real.json --looks N] [--test TEST_DIR --golden ../tests/golden/exported-logits.json]

`report.json` comes from evaluate.py, `real.json` from `npm run evaluate -- FOLDER --json` on the exported model. The card
contains their figures, and how often the model was evaluated on real clips. --golden updates the model's logits in that
file.
"""

import argparse
import json
import os
import re
import sys

import numpy as np
import torch

from data import Shards, as_input
from models import build

SHARD = "group1-shard1of1.bin"
NAMES = {"i3d": "I3D", "convlstm": "C-LSTM"}
LIMITS = [
    "Knows 15 classes and predicts one of them whatever the clip shows.",
    "Was trained on no recorded video: hands, things and rooms in its training clips are drawn by rule. On recorded clips it is much less accurate.",
    "Works on 64 x 64 pixels, so small or distant things are lost.",
    "Sees 16 frames however long the video is, so it can miss an event shorter than a sixteenth of it.",
    "Expects one camera movement or one action per clip; of several, it names one.",
]


def load(checkpoint):
    """Returns the model in evaluation mode with its weights rounded to float16, its build parameters, and the checkpoint."""
    if not os.path.exists(checkpoint):
        sys.exit(f"export: {checkpoint} does not exist; train.py writes it.")
    try:
        state = torch.load(checkpoint, map_location="cpu")
        made = state["made_with"]
    except Exception as error:
        sys.exit(f"export: {checkpoint} is not a complete checkpoint of train.py ({error}).")
    frames = 16
    model = build(made["kind"], len(made["classes"]), frames, made["size"], made["options"])
    model.load_state_dict({name: value.half().float() if value.is_floating_point() else value for name, value in state["model"].items()})
    return model.eval(), made, state


def i3d_weights(model):
    for name, value in model.state_dict().items():
        if not name.endswith("num_batches_tracked"):
            yield name, value


def convlstm_weights(model):
    """Yields weights with Keras' names and shapes: kernels [k, k, in, out], dense [in, out]."""
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


def write_card(folder, model, made, state, report, real):
    kind = made["kind"]
    card = {
        "id": kind,
        "name": NAMES[kind],
        "architecture": architecture(model, made),
        "input": {"frames": 16, "height": made["size"], "width": made["size"], "range": [0, 1],
                  "mean": [0, 0, 0], "std": [1, 1, 1], "normalise": "clip"},
        "classes": made["classes"],
        "accuracy": {key: report[key] for key in ("top1", "top3", "perClass", "measuredOn", "confusion")},
        "temporal": report["temporal"],
        "calibration": report["calibration"],
        **({"realClips": real} if real else {}),
        "limits": LIMITS,
        "training": f"{state['views'] + state.get('views_before', 0)} views of {state['clips']} generated clips (seeds from 1000000 on), no recorded ones; "
                    f"code in training/, seed {state['args']['seed']}"
                    + (", started from earlier bundled weights." if state["args"].get("start") else "."),
        "licence": "Apache-2.0",
    }
    with open(os.path.join(folder, "card.json"), "w") as file:
        # Lists of numbers stay on one line, so that a confusion matrix can be read by rows.
        file.write(re.sub(r"\[[\s\d.,-]+\]", lambda m: re.sub(r"\s+", " ", m[0]).replace("[ ", "[").replace(" ]", "]"), json.dumps(card, indent=2)))
        file.write("\n")


def real_clips(path, kind, looks):
    """Returns the card's entry on recorded clips, from the output of `npm run evaluate -- FOLDER --json`."""
    if not path:
        return None
    measures = next((m for m in json.load(open(path))["models"] if m["id"] == kind), None)
    if measures is None:
        sys.exit(f"export: {path} has no figures for {kind}.")
    return {
        "clips": measures["clips"], "of": "Something-Something v2",
        **{key: round(measures[key], 4) for key in ("top1", "top3", "top1Among", "top3Among")}, "looks": looks,
        "note": "Not used for training. The general look of such clips (large hands, sleeves, poor light, short events) guided the generator's design.",
    }


@torch.no_grad()
def write_golden(path, model, made, test):
    """Writes the logits of one clip from each of five classes, for the test that TypeScript agrees."""
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
    parser.add_argument("--real", help="output of npm run evaluate -- FOLDER --json")
    parser.add_argument("--looks", type=int, default=1, help="how often this model was evaluated on these clips")
    parser.add_argument("--golden")
    parser.add_argument("--test", help="folder of test shards, needed for --golden")
    args = parser.parse_args()
    model, made, state = load(args.checkpoint)
    report = json.load(open(args.report))
    if report["kind"] != made["kind"]:
        sys.exit(f"export: {args.report} is about {report['kind']}, the checkpoint is {made['kind']}.")
    os.makedirs(args.to, exist_ok=True)
    write_weights(args.to, i3d_weights(model) if made["kind"] == "i3d" else convlstm_weights(model))
    write_card(args.to, model, made, state, report, real_clips(args.real, made["kind"], args.looks))
    if args.golden:
        write_golden(args.golden, model, made, Shards(args.test))


if __name__ == "__main__":
    main()
