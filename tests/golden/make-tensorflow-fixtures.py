"""
Writes the TensorFlow checkpoints in tests/fixtures/checkpoints/tensorflow.

  python3 tests/golden/make-tensorflow-fixtures.py        (NumPy; plyvel for one file; no TensorFlow, no download)

This script writes the files without TensorFlow, from the published descriptions of the formats: LevelDB's table format
(github.com/google/leveldb/blob/main/doc/table_format.md) for the index, tensor_bundle.proto, tensor_shape.proto and
types.proto for its contents, RFC 3720 for the checksum. LevelDB itself writes `leveldb.ldb`, to check the reading of
tables against another writer. The k-th value of a tensor is 2 * mulberry32(fnv1a(name)) - 1, k-th output.
"""
import math
import pathlib
import shutil
import struct
import tempfile

import numpy as np

from uniform import uniform

OUT = pathlib.Path(__file__).parents[1] / "fixtures/checkpoints/tensorflow"
TYPES = {"float32": 1, "float64": 2, "int32": 3, "int64": 9, "bool": 10, "float16": 19}


def drawn(name, shape):
    return np.array(uniform(name, math.prod(shape)), dtype=np.float64).astype(np.float32).reshape(shape)


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(data):
    crc = crc32c(data)
    return ((((crc >> 15) | (crc << 17)) & 0xFFFFFFFF) + 0xA282EAD8) & 0xFFFFFFFF


def varint(n):
    out = b""
    while n >= 0x80:
        out += bytes([n & 0x7F | 0x80])
        n >>= 7
    return out + bytes([n])


def number(field, value):
    return varint(field * 8) + varint(value) if value else b""


def message(field, data):
    return varint(field * 8 + 2) + varint(len(data)) + data


def block(entries, interval=16):
    data, restarts, last = b"", [], b""
    for i, (key, value) in enumerate(entries):
        shared = 0
        if i % interval == 0:
            restarts.append(len(data))
        else:
            while shared < min(len(last), len(key)) and last[shared] == key[shared]:
                shared += 1
        data += varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
        last = key
    restarts = restarts or [0]
    return data + struct.pack(f"<{len(restarts) + 1}I", *restarts, len(restarts))


def table(entries, block_bytes=4096, compression=0):
    """Writes a table. A block ends with the entry that fills it; the index has the last key of each block."""
    out, handles = b"", []

    def add(data):
        nonlocal out
        handle = varint(len(out)) + varint(len(data))
        data += bytes([compression])
        out += data + struct.pack("<I", masked(data))
        return handle

    part, size = [], 0
    for key, value in entries:
        part.append((key, value))
        size += len(key) + len(value)
        if size >= block_bytes:
            handles.append((key, add(block(part))))
            part, size = [], 0
    if part:
        handles.append((part[-1][0], add(block(part))))
    meta, index = add(block([])), add(block(handles, 1))
    return out + (meta + index).ljust(40, b"\0") + struct.pack("<Q", 0xDB4775248B80FB57)


def entry(dtype, shape, data, shard=0, offset=0):
    dims = b"".join(message(2, number(1, n)) for n in shape)
    return (
        number(1, dtype)
        + message(2, dims)
        + number(3, shard)
        + number(4, offset)
        + number(5, len(data))
        + struct.pack("<BI", 6 * 8 + 5, masked(data))
    )


def header(shards, endianness=0, needs=0):
    return number(1, shards) + number(2, endianness) + message(3, number(1, 1) + number(2, needs))


def checkpoint(name, variables, shards=1, extra=(), **options):
    """Writes a checkpoint of (name, array or raw (type, shape, bytes)), assigning variables to shards in turn."""
    data = [b""] * shards
    entries = [(b"", header(shards))]
    for i, (key, value) in enumerate(sorted(variables)):
        shard = i % shards
        if isinstance(value, tuple):
            dtype, shape, raw = value
        else:
            dtype, shape, raw = TYPES[str(value.dtype)], value.shape, np.ascontiguousarray(value).tobytes()
        entries.append((key.encode(), entry(dtype, shape, raw, shard, len(data[shard]))))
        data[shard] += raw
    entries = sorted([*entries, *extra])
    (OUT / f"{name}.index").write_bytes(table(entries, **options))
    for i, raw in enumerate(data):
        (OUT / f"{name}.data-{i:05d}-of-{shards:05d}").write_bytes(raw)


def floats(shapes):
    return [(name, drawn(name, shape)) for name, shape in shapes.items()]


def i3d():
    """Returns the first layers of DeepMind's kinetics-i3d, with two channels."""
    base = "RGB/inception_i3d"
    shapes = {}
    for unit, kernel in (
        ("Conv3d_1a_7x7", (3, 3, 3, 3, 2)),
        ("Conv3d_2b_1x1", (1, 1, 1, 2, 2)),
        ("Mixed_3b/Branch_0/Conv3d_0a_1x1", (1, 1, 1, 2, 2)),
        ("Mixed_3b/Branch_1/Conv3d_0a_1x1", (1, 1, 1, 2, 2)),
        ("Mixed_3b/Branch_1/Conv3d_0b_3x3", (3, 3, 3, 2, 2)),
    ):
        shapes[f"{base}/{unit}/conv_3d/w"] = kernel
        for part in ("beta", "moving_mean", "moving_variance"):
            shapes[f"{base}/{unit}/batch_norm/{part}"] = (1, 1, 1, 1, 2)
    shapes[f"{base}/Logits/Conv3d_0c_1x1/conv_3d/w"] = (1, 1, 1, 2, 3)
    shapes[f"{base}/Logits/Conv3d_0c_1x1/conv_3d/b"] = (3,)
    return floats(shapes)


def objects():
    """Returns the variables of a tf.train.Checkpoint of a small Keras model."""
    value = ".ATTRIBUTES/VARIABLE_VALUE"
    shapes = {
        f"model/layer_with_weights-0/cell/kernel/{value}": (3, 3, 3, 8),
        f"model/layer_with_weights-0/cell/recurrent_kernel/{value}": (3, 3, 2, 8),
        f"model/layer_with_weights-0/cell/bias/{value}": (8,),
        f"model/layer_with_weights-1/kernel/{value}": (18, 4),
        f"model/layer_with_weights-1/bias/{value}": (4,),
    }
    graph = b"\x0a\x04\x12\x02\x08\x01"
    text = varint(len(graph)) + struct.pack("<I", masked(struct.pack("<I", len(graph)))) + graph
    return [
        *floats(shapes),
        ("_CHECKPOINTABLE_OBJECT_GRAPH", (7, (), text)),
        (f"save_counter/{value}", np.array(3, np.int64)),
    ]


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    checkpoint("i3d.ckpt", i3d())
    # Many small blocks, three data files.
    checkpoint("sharded.ckpt", i3d(), shards=3, block_bytes=200)
    checkpoint("objects-1", objects())
    upper = (drawn("brain", (5,)).view(np.uint32) >> 16).astype("<u2").tobytes()
    checkpoint(
        "types.ckpt",
        [
            ("brain", (14, (5,), upper)),
            ("double", drawn("double", (2, 3)).astype(np.float64)),
            ("half", drawn("half", (4,)).astype(np.float16)),
            ("scalar", drawn("scalar", ())),
            ("none", drawn("none", (0, 4))),
            ("seed", (22, (2,), bytes(8))),
            ("step", np.array(7, np.int32)),
            ("flag", np.array([True, False])),
        ],
    )
    small = floats({"w": (2, 2)})
    checkpoint("small.ckpt", small)
    checkpoint("snappy.ckpt", small, compression=1)
    checkpoint("complex.ckpt", [("wave", (8, (1,), bytes(8)))])
    # A partitioned variable: the entry of the whole lists the slices, and each slice has an entry whose key starts with 0.
    whole = number(1, 1) + message(2, message(2, number(1, 4))) + message(7, message(1, number(2, 2)))
    part = drawn("part", (2,)).tobytes()
    checkpoint(
        "partitioned.ckpt", small, extra=[(b"embedding", whole), (b"\0\x01embedding\0\x01", entry(1, (2,), part, 0, 16))]
    )
    # In V1 the header's first field is a message with the tensors' shapes.
    v1 = table([(b"", message(1, message(1, message(1, b"w")))), (b"\0w", message(2, b""))])
    (OUT / "v1.ckpt").write_bytes(v1)
    for name, first in (("big-endian", header(1, 1)), ("too-new", header(1, 0, 2))):
        (OUT / f"{name}.index").write_bytes(table([(b"", first)]))

    import plyvel

    with tempfile.TemporaryDirectory() as folder:
        database = plyvel.DB(folder, create_if_missing=True, compression=None, block_size=256)
        for i in range(100):
            database.put(b"key/of/%03d" % i, b"value %d" % (i * i))
        database.compact_range()
        database.close()
        # One of the files; LevelDB adds eight bytes to each key.
        shutil.copy(sorted(pathlib.Path(folder).glob("*.ldb"))[0], OUT / "leveldb.ldb")


main()
