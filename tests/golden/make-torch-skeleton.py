"""
Writes i3d-skeleton.{zip,legacy}.gz and i3d-skeleton.json in this folder: full-size I3D checkpoints saved by PyTorch with
all weights 0, so that they compress to kilobytes, and the place of each tensor's bytes. tests/support/filled-skeleton.ts
fills in weights.

  python3 tests/golden/make-torch-skeleton.py        (PyTorch 1.13; no download)

Names, shapes and order are those of a state_dict of piergiaj/pytorch-i3d with 174 classes.
"""
import gzip
import io
import json
import pathlib
import pickle
import struct
import zipfile
from collections import OrderedDict

import torch

OUT = pathlib.Path(__file__).parent
CLASSES = 174
MIXED = OrderedDict(
    Mixed_3b=(192, [64, 96, 128, 16, 32, 32]),
    Mixed_3c=(256, [128, 128, 192, 32, 96, 64]),
    Mixed_4b=(480, [192, 96, 208, 16, 48, 64]),
    Mixed_4c=(512, [160, 112, 224, 24, 64, 64]),
    Mixed_4d=(512, [128, 128, 256, 24, 64, 64]),
    Mixed_4e=(512, [112, 144, 288, 32, 64, 64]),
    Mixed_4f=(528, [256, 160, 320, 32, 128, 128]),
    Mixed_5b=(832, [256, 160, 320, 32, 128, 128]),
    Mixed_5c=(832, [384, 192, 384, 48, 128, 128]),
)


class Unit3D(torch.nn.Module):
    def __init__(self, inputs, outputs, kernel, bn=True, bias=False):
        super().__init__()
        self.conv3d = torch.nn.Conv3d(inputs, outputs, kernel, bias=bias)
        if bn:
            self.bn = torch.nn.BatchNorm3d(outputs, eps=0.001, momentum=0.01)


class Mixed(torch.nn.Module):
    def __init__(self, n, c):
        super().__init__()
        self.b0 = Unit3D(n, c[0], 1)
        self.b1a = Unit3D(n, c[1], 1)
        self.b1b = Unit3D(c[1], c[2], 3)
        self.b2a = Unit3D(n, c[3], 1)
        self.b2b = Unit3D(c[3], c[4], 3)
        self.b3b = Unit3D(n, c[5], 1)


class I3D(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.logits = Unit3D(1024, CLASSES, 1, bn=False, bias=True)
        self.Conv3d_1a_7x7 = Unit3D(3, 64, 7)
        self.Conv3d_2b_1x1 = Unit3D(64, 64, 1)
        self.Conv3d_2c_3x3 = Unit3D(64, 192, 3)
        for name, (inputs, channels) in MIXED.items():
            self.add_module(name, Mixed(inputs, channels))


def zip_places(data, tensors):
    """Returns the place of each record's bytes, and the two places of its checksum."""
    directory = struct.unpack_from("<I", data, data.rindex(b"PK\5\6") + 16)[0]
    places = {}
    central = directory
    for info in zipfile.ZipFile(io.BytesIO(data)).infolist():
        local = info.header_offset
        name_length, extra_length = struct.unpack_from("<HH", data, local + 26)
        at = local + 30 + name_length + extra_length
        sums = [central + 16, local + 14]
        if info.flag_bits & 8:  # a record after the data has the checksum; the header before the data may have 0
            assert data[at + info.file_size :][:4] == b"PK\7\x08"
            sums = [central + 16, at + info.file_size + 4]
        assert all(struct.unpack_from("<I", data, s)[0] == info.CRC for s in sums)
        places[info.filename.split("/", 1)[1]] = (at, sums)
        central += 46 + sum(struct.unpack_from("<HHH", data, central + 28))
    # torch.save numbers the storages in the order in which it encounters them.
    return [places[f"data/{n}"] for n in range(len(tensors))]


class Keys(pickle.Unpickler):
    """Reads the keys of the storages in a pickle, in order of occurrence."""

    def __init__(self, file):
        super().__init__(file)
        self.keys = []

    def persistent_load(self, saved):
        self.keys.append(saved[2])

    def find_class(self, module, name):
        return OrderedDict if name == "OrderedDict" else lambda *args: None


def legacy_places(data, tensors):
    """Returns the place of each storage. They fill the end of the file, sorted by key; keys are memory addresses."""
    file = io.BytesIO(data)
    magic, protocol, facts, state, order = [Keys(file) for _ in range(5)]
    for part in (magic, protocol, facts, state):
        part.load()
    keys_in_file = order.load()
    at, by_key = file.tell(), {}
    bytes_of = {key: t.numel() * t.element_size() for key, t in zip(state.keys, tensors.values())}
    for key in keys_in_file:
        by_key[key] = at + 8  # after the count of numbers
        at += 8 + bytes_of[key]
    assert at == len(data)
    return [(by_key[key], []) for key in state.keys]


def main():
    state = I3D().state_dict()
    for tensor in state.values():
        tensor.zero_()
    made = {"about": f"made by tests/golden/make-torch-skeleton.py with PyTorch {torch.__version__}", "files": {}}
    for form, find_places in (("zip", zip_places), ("legacy", legacy_places)):
        out = io.BytesIO()
        torch.save(state, out, _use_new_zipfile_serialization=form == "zip")
        data = out.getvalue()
        made["files"][form] = [
            {"name": name, "shape": list(t.shape), "dtype": str(t.dtype).removeprefix("torch."), "at": at, "sums": sums}
            for (name, t), (at, sums) in zip(state.items(), find_places(data, state))
        ]
        (OUT / f"i3d-skeleton.{form}.gz").write_bytes(gzip.compress(data, 9, mtime=0))
    (OUT / "i3d-skeleton.json").write_text(json.dumps(made) + "\n")


main()
