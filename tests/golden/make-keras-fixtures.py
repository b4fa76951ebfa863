"""
Writes the Keras files in tests/fixtures/checkpoints/keras: a small C-LSTM in Keras's HDF5 layouts.

  python3 tests/golden/make-keras-fixtures.py        (h5py and NumPy; no Keras, no download)

The layouts are those of Keras's own writers, `legacy_h5_format.py` (Keras 2 and tf.keras: `save_weights`, `model.save`)
and `saving_lib.py` (Keras 3, and tf.keras 2.12 to 2.15: `_layer_checkpoint_dependencies`, with backslashes if it was
written on Windows). The k-th value of a tensor is 2 * mulberry32(fnv1a(name)) - 1, k-th output, where the name is the
one that the page uses for the tensor.
"""
import io
import json
import math
import pathlib
import zipfile

import h5py
import numpy as np

from uniform import uniform

OUT = pathlib.Path(__file__).parents[1] / "fixtures/checkpoints/keras"
UNITS, KERNEL, CLASSES, FEATURES = 2, 3, 4, 18


def drawn(name, shape):
    return np.array(uniform(name, math.prod(shape)), dtype=np.float64).astype(np.float32).reshape(shape)


CELL = [
    ("kernel", (KERNEL, KERNEL, 3, 4 * UNITS)),
    ("recurrent_kernel", (KERNEL, KERNEL, UNITS, 4 * UNITS)),
    ("bias", (4 * UNITS,)),
]
NORM = [(name, (UNITS,)) for name in ("gamma", "beta", "moving_mean", "moving_variance")]
DENSE = [("kernel", (FEATURES, CLASSES)), ("bias", (CLASSES,))]
LAYERS = [
    ("conv_lst_m2d", "conv_lst_m2d", CELL),
    ("max_pooling3d", "max_pooling3d", []),
    ("batch_normalization", "batch_normalization", NORM),
    ("flatten", "flatten", []),
    ("dense", "dense", DENSE),
]
CONFIG = {
    "class_name": "Sequential",
    "config": {
        "name": "sequential",
        "layers": [
            {
                "class_name": "ConvLSTM2D",
                "config": {
                    "name": "conv_lst_m2d",
                    "filters": UNITS,
                    "kernel_size": [KERNEL, KERNEL],
                    "strides": [2, 2],
                    "padding": "valid",
                    "recurrent_activation": "hard_sigmoid",
                    "batch_input_shape": [None, 4, 16, 16, 3],
                },
            },
            {"class_name": "Dense", "config": {"name": "dense", "units": CLASSES, "activation": "softmax"}},
        ],
    },
}


def save_names(group, attribute, names, parts=1):
    """Does the same as Keras's save_attributes_to_hdf5_group, which splits an attribute over 64 KB into numbered ones."""
    names = np.asarray([name.encode() for name in names])
    if parts == 1:
        group.attrs[attribute] = names
    else:
        for i, part in enumerate(np.array_split(names, parts)):
            group.attrs[f"{attribute}{i}"] = part


def keras2_weights(group, parts=1):
    save_names(group, "layer_names", [name for name, _, _ in LAYERS], parts)
    group.attrs["backend"] = b"tensorflow"
    group.attrs["keras_version"] = b"2.3.1"
    for name, prefix, weights in sorted(LAYERS):
        layer = group.create_group(name)
        save_names(layer, "weight_names", [f"{prefix}/{weight}:0" for weight, _ in weights], parts if weights else 1)
        for weight, shape in weights:
            layer.create_dataset(f"{prefix}/{weight}:0", data=drawn(f"{prefix}/{weight}", shape))


def keras3_weights(file, base, separator="/", special=False):
    def variables(path, shapes, dtype=np.float32):
        group = file.create_group(separator.join([base, *path])).create_group("vars")
        for i, shape in enumerate(shapes):
            group[str(i)] = drawn("/".join([base, *path, "vars", str(i)]), shape).astype(dtype)

    file.create_group("vars")
    variables(["conv_lstm2d"], [])
    variables(["conv_lstm2d", "cell"], [shape for _, shape in CELL])
    variables(["batch_normalization"], [shape for _, shape in NORM])
    variables(["dense"], [shape for _, shape in DENSE], np.float16 if special else np.float32)
    if special:
        # Eleven variables, to test that "10" does not come before "2".
        variables(["many"], [(1,)] * 11)
        # The state of a Dropout layer.
        file.create_group(f"{base}/dropout/seed_generator").create_group("vars")["0"] = np.array([0, 7], np.uint32)
        # ml_dtypes' bfloat16 reaches h5py as two opaque bytes; Keras marks it.
        upper = (drawn(f"{base}/brain/vars/0", (5,)).view(np.uint32) >> 16).astype("<u2")
        brain = file.create_group(f"{base}/brain").create_group("vars")
        brain.create_dataset("0", data=upper.view("V2")).attrs["dtype"] = "bfloat16"
        packed = file.create_group(f"{base}/packed").create_group("vars")
        packed.create_dataset("0", data=drawn(f"{base}/packed/vars/0", (6, 50)), chunks=(4, 16), compression="gzip")
        big = file.create_group(f"{base}/big_endian").create_group("vars")
        big.create_dataset("0", data=drawn(f"{base}/big_endian/vars/0", (3,)).astype(">f8"))
        # An optimiser's state, which is not a weight.
        file.create_group("optimizer").create_group("vars")["0"] = np.array(7, np.int64)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    with h5py.File(OUT / "keras2-weights.h5", "w") as file:
        keras2_weights(file)
    with h5py.File(OUT / "keras2-model.h5", "w") as file:
        # tf.keras with h5py 3 writes Python strings, which become variable-length strings.
        file.attrs["keras_version"] = "2.4.0"
        file.attrs["backend"] = "tensorflow"
        file.attrs["model_config"] = json.dumps(CONFIG)
        keras2_weights(file.create_group("model_weights"), parts=2)
        file["model_weights"].create_group("top_level_model_weights").attrs["weight_names"] = np.asarray([], "f8")
        optimizer = file.create_group("optimizer_weights")
        save_names(optimizer, "weight_names", ["Adam/iter:0"])
        optimizer.create_dataset("Adam/iter:0", data=np.array(7, np.int64))
    with h5py.File(OUT / "keras3.weights.h5", "w") as file:
        keras3_weights(file, "layers")
    with h5py.File(OUT / "keras3-special.weights.h5", "w") as file:
        keras3_weights(file, "layers", special=True)
    with h5py.File(OUT / "keras213-windows.weights.h5", "w") as file:
        keras3_weights(file, "_layer_checkpoint_dependencies", "\\")
    with h5py.File(OUT / "other.h5", "w") as file:
        file.create_group("measurements")["temperature"] = np.arange(5.0)
    with h5py.File(OUT / "huge.weights.h5", "w") as file:
        # 4 TB that were never written: HDF5 would return zeros.
        file.create_group("layers/dense/vars").create_dataset("0", (2**20, 2**20), np.float32)
    with h5py.File(OUT / "bomb.weights.h5", "w") as file:
        # 2 GB in chunks that were never written either.
        file.create_group("layers/dense/vars").create_dataset(
            "0", (2**29,), np.float32, chunks=(2**20,), compression="gzip"
        )
    with h5py.File(OUT / "loop.weights.h5", "w") as file:
        layers = file.create_group("layers")
        layers["again"] = file["/"]
        layers.create_group("vars")["0"] = np.zeros(1, np.float32)
    with h5py.File(OUT / "missing.h5", "w") as file:
        keras2_weights(file)
        del file["dense/dense/bias:0"]

    weights = io.BytesIO()
    with h5py.File(weights, "w") as file:
        keras3_weights(file, "layers")
    fixed = lambda name: zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    for name, compression in (("model.keras", zipfile.ZIP_STORED), ("deflated.keras", zipfile.ZIP_DEFLATED)):
        with zipfile.ZipFile(OUT / name, "w", compression) as archive:
            info = json.dumps({"keras_version": "3.3.3", "date_saved": "2026-01-01@00:00:00"})
            archive.writestr(fixed("metadata.json"), info, compression)
            archive.writestr(fixed("config.json"), json.dumps({"module": "keras", **CONFIG}), compression)
            archive.writestr(fixed("model.weights.h5"), weights.getvalue(), compression)


main()
