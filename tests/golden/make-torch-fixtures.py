"""
Writes tests/fixtures/checkpoints: small checkpoints saved by PyTorch in all its formats, and files that must be refused;
and torch-fixtures.json in this folder, with the values that PyTorch itself reads from each. This script writes safetensors
files from the format's description. Legacy files name storages by their address in memory, so their bytes differ from run
to run; their contents do not.

  python3 tests/golden/make-torch-fixtures.py        (PyTorch 1.13, NumPy; no download)
"""
import argparse
import io
import json
import math
import os
import pathlib
import pickle
import struct
import subprocess
import sys
from collections import OrderedDict

import numpy as np
import torch

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "checkpoints"
SAFETENSORS = {
    torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64",
    torch.int32: "I32", torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.bool: "BOOL",
}  # fmt: skip
expected = {}


def ramp(*shape):
    """Returns -1, -0.75, -0.5, ..., which are exact in every floating type."""
    return torch.arange(math.prod(shape), dtype=torch.float32).reshape(shape) / 4 - 1


def every_type():
    values = torch.tensor([[0.0, 1.0, -2.5], [3.25, -4.0, 100.0]])
    made = OrderedDict((str(t).removeprefix("torch."), values.abs().to(t) if t == torch.uint8 else values.to(t)) for t in SAFETENSORS)
    made["not finite"] = torch.tensor([math.nan, math.inf, -math.inf, 3e38])
    made["large integer"] = torch.tensor([2**53 + 1, -(2**62)])
    return made


def layouts():
    base = ramp(4, 6)
    made = OrderedDict()
    made["base"] = base
    made["shared.again"] = base
    made["transposed"] = base.t()
    made["rows.1.to.3"] = base[1:3]
    made["every.other.column"] = base[:, ::2]
    made["middle.element"] = base[2, 3]
    made["expanded"] = ramp(3, 1).expand(3, 4)
    made["permuted"] = ramp(2, 3, 4, 2).permute(3, 1, 0, 2)
    made["scalar"] = torch.tensor(0.5)
    made["no.elements"] = torch.empty(0, 3)
    made["long.axis.of.one"] = ramp(1, 5)[:, 1:4]
    made["parameter"] = torch.nn.Parameter(ramp(2, 2))
    made["__proto__"] = ramp(2)
    return made


def tiny_network():
    torch.manual_seed(7)
    return torch.nn.Sequential(
        OrderedDict(conv3d=torch.nn.Conv3d(3, 2, 2, bias=False), bn=torch.nn.BatchNorm3d(2), logits=torch.nn.Linear(2, 3))
    )


def training_state():
    """Returns what ImageNet-style training programs save: weights with DataParallel's names, and everything else."""
    model = torch.nn.DataParallel(tiny_network())
    optimiser = torch.optim.Adam(model.parameters())
    sum(p.sum() for p in model.parameters()).backward()
    optimiser.step()
    scheduler = torch.optim.lr_scheduler.MultiStepLR(optimiser, [3, 5])
    return {
        "epoch": 12,
        "arch": "i3d",
        "best_prec1": np.float64(71.5),
        "best_acc1": torch.tensor(71.5),
        "state_dict": model.state_dict(),
        "optimizer": optimiser.state_dict(),
        "scheduler": scheduler.state_dict(),
        "seen": {1, 2},
        "device": torch.device("cuda", 0),
        "dtype": torch.float16,
        "size": torch.Size([1, 2]),
        "confusion": np.eye(2),
        "rng": b"\x00\xff",
    }


def say(value):
    return value if math.isfinite(value) else {math.inf: "Infinity", -math.inf: "-Infinity"}.get(value, "NaN")


def expect(name, form, tensors):
    expected[name] = {
        "format": form,
        "tensors": [
            {
                "name": key,
                "shape": list(t.shape),
                "dtype": str(t.dtype).removeprefix("torch."),
                "values": [say(v) for v in t.detach().contiguous().float().flatten().tolist()],
            }
            for key, t in tensors.items()
        ],
    }


def by_name(checkpoint):
    """Returns the tensors that the page should find, from those that PyTorch reads."""
    tensors = checkpoint.get("state_dict", checkpoint)
    return {(k.removeprefix("module.")): v for k, v in tensors.items() if torch.is_tensor(v)}


def save(name, value, zipped, protocol=2):
    torch.save(value, OUT / name, _use_new_zipfile_serialization=zipped, pickle_protocol=protocol)
    expect(name, "PyTorch (zip)" if zipped else "PyTorch (legacy)", by_name(torch.load(OUT / name, map_location="cpu")))


class OldTensor:
    """Pickles as in PyTorch 0.3: `_rebuild_tensor`, without a gradient flag."""

    def __init__(self, storage, offset, size, stride):
        self.parts = (storage, offset, size, stride)

    def __reduce__(self):
        return torch._utils._rebuild_tensor, self.parts


class OldStorage:
    def __init__(self, kind, key, numbers, view=None, device="cuda:3"):
        self.id = ("storage", kind, key, device, numbers, view)


class Python2Pickler(pickle._Pickler):
    """Writes text as Python 2 did, and storages as persistent ids."""

    dispatch = dict(pickle._Pickler.dispatch)

    def persistent_id(self, value):
        return value.id if isinstance(value, OldStorage) else None

    def save_text(self, text):
        raw = text.encode()
        self.write(pickle.SHORT_BINSTRING + bytes([len(raw)]) + raw)
        self.memoize(text)

    dispatch[str] = save_text


def python2(value):
    out = io.BytesIO()
    Python2Pickler(out, 2).dump(value)
    return out.getvalue()


def version_0_3(name):
    """
    Writes two storages. Tensors refer to the second one through views with their own keys, as PyTorch before 0.4 wrote
    storages that share memory.
    """
    whole, other = ramp(10), ramp(4) * 2
    tensors = OrderedDict()
    tensors["conv.weight"] = OldTensor(OldStorage(torch.FloatStorage, "94001", 4), 0, (2, 2), (2, 1))
    tensors["bn.weight"] = OldTensor(OldStorage(torch.FloatStorage, "94002", 10, ("94003", 2, 3)), 0, (3,), (1,))
    tensors["bn.bias"] = OldTensor(OldStorage(torch.FloatStorage, "94002", 10, ("94004", 5, 5)), 1, (2, 2), (1, 2))
    facts = {"protocol_version": 1001, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 4}}
    data = python2(0x1950A86A20F9469CFC6C) + python2(1001) + python2(facts) + python2(tensors) + python2(["94001", "94002"])
    for values in (other, whole):
        data += struct.pack("<q", values.numel()) + values.numpy().tobytes()
    (OUT / name).write_bytes(data)
    expect(name, "PyTorch (legacy)", torch.load(OUT / name, map_location="cpu"))


def strange_device(name, zipped):
    """Writes a file as a machine with an unusual device would."""
    tag, torch.serialization.location_tag = torch.serialization.location_tag, lambda storage: "hpu:3"
    torch.save({"w": ramp(2)}, OUT / name, _use_new_zipfile_serialization=zipped)
    torch.serialization.location_tag = tag
    read = torch.load(OUT / name, map_location=lambda storage, location: storage)
    expect(name, "PyTorch (zip)" if zipped else "PyTorch (legacy)", read)


def small_clstm4(name, zipped):
    """Writes the network of make-clstm4.py, whose logits are in clstm4.json, with weights from its function `weight`."""
    rule = {}
    exec(pathlib.Path(__file__).with_name("make-clstm4.py").read_text().removesuffix("main()\n"), rule)
    shapes = OrderedDict()
    for n, inputs in enumerate((3, rule["UNITS"])):
        for gate in "ifco":
            shapes[f"clstm.cell{n}.Wx{gate}.weight"] = (rule["UNITS"], inputs, rule["KERNEL"], rule["KERNEL"])
            shapes[f"clstm.cell{n}.Wx{gate}.bias"] = (rule["UNITS"],)
            shapes[f"clstm.cell{n}.Wh{gate}.weight"] = (rule["UNITS"], rule["UNITS"], rule["KERNEL"], rule["KERNEL"])
    for part in ("weight", "bias", "running_mean", "running_var"):
        shapes[f"clstm.bn.{part}"] = (rule["UNITS"],)
    # Two effective steps of 4 channels and 2 x 2 pixels, after two halvings of 32 by stride and by pool.
    shapes["endFC.weight"] = (rule["CLASSES"], 2 * rule["UNITS"] * 2 * 2)
    shapes["endFC.bias"] = (rule["CLASSES"],)
    state = OrderedDict((key, rule["weight"](key, *shape)) for key, shape in shapes.items())
    state["clstm.bn.num_batches_tracked"] = torch.tensor(0)
    checkpoint = {"epoch": 1, "model_state_dict": OrderedDict((f"module.{k}", v) for k, v in state.items())}
    torch.save(checkpoint, OUT / name, _use_new_zipfile_serialization=zipped)


def safetensors(name, tensors):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for key, t in tensors.items():
        raw = t.contiguous().view(torch.uint8 if t.dim() else t.dtype).numpy().tobytes() if t.numel() else b""
        header[key] = {"dtype": SAFETENSORS[t.dtype], "shape": list(t.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    (OUT / name).write_bytes(struct.pack("<Q", len(text)) + text + data)
    expect(name, "safetensors", tensors)


def shards():
    tensors = list(layouts().items())
    names = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
    parts = [OrderedDict(tensors[:4]), OrderedDict(tensors[4:9])]
    for name, part in zip(names, parts):
        safetensors(name, part)
    weight_map = {key: name for name, part in zip(names, parts) for key in part}
    index = {"metadata": {"total_size": 0}, "weight_map": weight_map}
    (OUT / "model.safetensors.index.json").write_text(json.dumps(index, indent=2) + "\n")


class Evil:
    """Pickles as a function call."""

    def __init__(self, call, *args):
        self.call = (call, args)

    def __reduce__(self):
        return self.call


def refused():
    """Writes malicious files, and files without plain weights."""

    def both(name, value):
        torch.save(value, OUT / f"{name}.pt")
        torch.save(value, OUT / f"{name}-legacy.pt", _use_new_zipfile_serialization=False)

    both("evil-os-system", {"state_dict": {"w": ramp(2)}, "x": Evil(os.system, "echo bad")})
    both("evil-eval", {"w": ramp(2), "x": Evil(eval, "1 + 1")})
    both("evil-popen", Evil(subprocess.Popen, ["true"]))
    both("arguments", {"state_dict": {"w": ramp(2)}, "args": argparse.Namespace(lr=0.1)})
    # Define the class without source text, which the legacy format would save in the file.
    exec("class WholeModel(torch.nn.Module): pass", globals())
    both("whole-model", WholeModel())
    both("only-a-tensor", ramp(2))
    both("no-tensors", {"epoch": 3, "arch": "i3d"})
    both("complex", {"fine": ramp(2), "spectrum": torch.zeros(2, dtype=torch.complex64)})
    both("quantised", {"fine": ramp(2), "q": torch.quantize_per_tensor(ramp(4), 0.1, 0, torch.qint8)})
    both("sparse", {"fine": ramp(2), "s": torch.eye(2).to_sparse()})
    both("meta", {"fine": ramp(2), "m": torch.empty(2, device="meta")})
    both("several", {"student": {"w": ramp(2)}, "teacher": {"w": ramp(2)}})
    torch.jit.script(torch.nn.ReLU()).save(str(OUT / "torchscript.pt"))
    np.savez(OUT / "arrays.npz", a=np.zeros(2))


def main():
    torch.set_printoptions(precision=9)
    OUT.mkdir(parents=True, exist_ok=True)
    for old in [*OUT.glob("*.pt"), *OUT.glob("*.pth*"), *OUT.glob("*.safetensors*"), *OUT.glob("*.npz")]:
        old.unlink()
    for zipped, name in ((True, "zip"), (False, "legacy")):
        save(f"{name}-types.pt", every_type(), zipped)
        save(f"{name}-layouts.pt", layouts(), zipped)
        save(f"{name}-training.pth.tar", training_state(), zipped)
        for protocol in (1, 3, 4, 5):
            save(f"{name}-protocol-{protocol}.pt", tiny_network().state_dict(), zipped, protocol)
        strange_device(f"{name}-strange-device.pt", zipped)
        small_clstm4(f"{name}-clstm4.pt", zipped)
    version_0_3("legacy-0.3.pth")
    plain = every_type()
    plain["scalar"] = torch.tensor(0.5)
    plain["no elements"] = torch.empty(0, 3)
    safetensors("types.safetensors", plain)
    shards()
    refused()
    about = f"made by tests/golden/make-torch-fixtures.py with PyTorch {torch.__version__}, Python {sys.version.split()[0]}"
    pathlib.Path(__file__).with_name("torch-fixtures.json").write_text(json.dumps({"about": about, "files": expected}) + "\n")


main()
