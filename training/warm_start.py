"""Starts a model from the weights of another run, or from an exported model in the page's format."""

import json
import os
import sys

import numpy as np
import torch


def start_from(model, kind, path):
    """Copies all weights and returns the views they were trained on, 0 if unknown. Exits if the architecture differs."""
    state, views = (exported(path, kind), 0) if os.path.isdir(path) else checkpoint(path)
    own = model.state_dict()
    wrong = sorted(k for k, v in own.items() if not k.endswith("num_batches_tracked") and (k not in state or state[k].shape != v.shape))
    if wrong:
        sys.exit(f"train: {path} does not fit this {kind}: {', '.join(wrong[:4])}{' and more' if len(wrong) > 4 else ''} missing or with another shape.")
    model.load_state_dict({k: state.get(k, v) for k, v in own.items()})
    return views


def checkpoint(path):
    if not os.path.exists(path):
        sys.exit(f"train: {path}, to start from, does not exist.")
    try:
        made = torch.load(path, map_location="cpu")
        return made["model"], made["views"] + made.get("views_before", 0)
    except Exception as error:
        sys.exit(f"train: {path} is not a complete checkpoint of this program ({error}).")


def exported(folder, kind):
    """Returns the float16 weights of model.json and its shards, with the names and shapes of models.py."""
    path = os.path.join(folder, "model.json")
    if not os.path.exists(path):
        sys.exit(f"train: {path}, to start from, does not exist.")
    state = {}
    for group in json.load(open(path))["weightsManifest"]:
        data = b"".join(open(os.path.join(folder, shard), "rb").read() for shard in group["paths"])
        values, at = np.frombuffer(data, "<f2").astype(np.float32), 0
        for weight in group["weights"]:
            count = int(np.prod(weight["shape"]))
            state[weight["name"]] = torch.from_numpy(values[at : at + count].reshape(weight["shape"]).copy())
            at += count
    return state if kind == "i3d" else from_keras(state)


def from_keras(state):
    """Renames and reshapes Keras' weights; the inverse of convlstm_weights in export.py."""
    norms = {"gamma": "weight", "beta": "bias", "moving_mean": "running_mean", "moving_variance": "running_var"}
    renamed = {}
    for name, value in state.items():
        layer, part = name.split("/")
        number = int(layer.split("_")[-1]) - 1 if "_" in layer else 0
        if layer.startswith("clstm"):
            renamed[f"layers.{number}.{part}"] = value if part == "bias" else value.permute(3, 2, 0, 1).contiguous()
        elif layer.startswith("batch"):
            renamed[f"norms.{number}.{norms[part]}"] = value
        else:
            renamed["dense.bias" if part == "bias" else "dense.weight"] = value if part == "bias" else value.t().contiguous()
    return renamed
