/**
 * The closed table of names that a pickle may mention. Whatever is not in it is refused by name, wherever it stands,
 * so no name in a file ever leads to code other than the builders here, and these make plain values only.
 */
import { LabError } from "../../base/errors.ts";
import { shown } from "../../base/shown.ts";
import { buildTensor } from "./build-tensor.ts";
import { DTYPES, RAW_BYTES, STORAGES } from "./element-types.ts";
import { describe, Inert, KnownGlobal, PyDict, PyList, PyTuple, type Builder } from "./pickle-values.ts";

const inert =
  (what: string): Builder =>
  () =>
    new Inert(what);

/** dict(), dict(mapping), dict(pairs), and the subclasses that people store. */
const dictionary: Builder = ([from], limits) => {
  if (from instanceof PyDict) return from;
  const made = new PyDict();
  const pairs = from instanceof PyList || from instanceof PyTuple ? from.items : [];
  limits.charge(pairs.length);
  for (const pair of pairs) {
    if (!(pair instanceof PyTuple || pair instanceof PyList) || pair.items.length !== 2) {
      throw new LabError(
        "weights",
        `${limits.from}: a dictionary in it is built from ${describe(pair)} where a pair of key and value is due; the file is damaged.`,
      );
    }
    const [key = null, value = null] = pair.items;
    made.entries.set(key, value);
  }
  return made;
};

/** defaultdict(factory, ...): the factory is never called. */
const defaultDictionary: Builder = ([, ...rest], limits) => dictionary(rest, limits);

const tensor: Builder = (args, { from }) => buildTensor(args, from);

/** (storage of raw bytes, offset, size, stride, requires_grad, hooks, dtype, ...): types that have no class of storages. */
const tensorWithType: Builder = (args, { from }) => {
  const dtype = args[6];
  if (!(dtype instanceof KnownGlobal) || dtype.element === null) {
    throw new LabError(
      "weights",
      `${from}: a tensor’s type is ${describe(dtype)}; a dtype of PyTorch is due. The file is damaged.`,
    );
  }
  return buildTensor(args, from, dtype.element);
};

/** (tensor, ...): a parameter is the tensor in it. */
const parameter: Builder = ([data = null]) => data;

/** torch.Size((2, 3)) is the tuple. */
const size: Builder = ([items = null], limits) => {
  if (!(items instanceof PyList)) return items;
  limits.charge(items.items.length);
  return new PyTuple([...items.items]);
};

const unreadable =
  (what: string, remedy: string): Builder =>
  () => ({ kind: "unreadable", what, remedy });

const quantised = unreadable(
  "a quantised tensor",
  "Save the state_dict() of the model before it was quantised.",
);
const sparse = unreadable("a sparse tensor", "Call .to_dense() on it and save again.");
const deviceless = unreadable(
  "a tensor without values (of the meta device)",
  "Load the model’s weights and save its state_dict() again.",
);
const elsewhere = unreadable(
  "a tensor of a device that stores no plain values",
  "Save the tensors of the CPU: {name: t.cpu() for name, t in model.state_dict().items()}.",
);

const BUILDERS: Readonly<Record<string, Builder | null>> = {
  "collections OrderedDict": dictionary,
  "collections Counter": dictionary,
  "collections defaultdict": defaultDictionary,
  "builtins dict": dictionary,
  "builtins set": inert("a set"),
  "builtins frozenset": inert("a set"),
  "builtins bytes": inert("bytes"),
  "builtins bytearray": inert("bytes"),
  "builtins complex": inert("a complex number"),
  // Mentioned as a defaultdict's factory.
  "builtins list": null,
  "builtins int": null,
  "builtins float": null,
  // How pickles of protocol 2 write bytes.
  "_codecs encode": inert("bytes"),

  "torch._utils _rebuild_tensor": tensor,
  "torch._utils _rebuild_tensor_v2": tensor,
  "torch._utils _rebuild_tensor_v3": tensorWithType,
  "torch._utils _rebuild_parameter": parameter,
  "torch._utils _rebuild_parameter_with_state": parameter,
  "torch._utils _rebuild_qtensor": quantised,
  "torch._utils _rebuild_sparse_tensor": sparse,
  "torch._utils _rebuild_sparse_csr_tensor": sparse,
  "torch._utils _rebuild_nested_tensor": unreadable("a nested tensor", "Save plain tensors instead."),
  "torch._utils _rebuild_meta_tensor_no_storage": deviceless,
  "torch._utils _rebuild_device_tensor_from_numpy": elsewhere,
  "torch._utils _rebuild_device_tensor_from_cpu_tensor": elsewhere,
  "torch._utils _rebuild_xla_tensor": elsewhere,
  "torch.serialization _get_layout": inert("a layout"),
  "torch Size": size,
  "torch device": inert("a device"),

  // Mentioned by quantised tensors.
  "torch per_tensor_affine": null,
  "torch per_tensor_symmetric": null,
  "torch per_channel_affine": null,
  "torch per_channel_symmetric": null,
  "torch per_channel_affine_float_qparams": null,

  "numpy dtype": inert("a NumPy type"),
  "numpy ndarray": null,
  "numpy.core.multiarray scalar": inert("a NumPy number"),
  "numpy._core.multiarray scalar": inert("a NumPy number"),
  "numpy.core.multiarray _reconstruct": inert("a NumPy array"),
  "numpy._core.multiarray _reconstruct": inert("a NumPy array"),
};

const GLOBALS: ReadonlyMap<string, KnownGlobal> = new Map([
  ...Object.entries(BUILDERS).map(([name, build]) => known(name, new KnownGlobal(name, build))),
  ...[...DTYPES].map(([name, element]) =>
    known(`torch ${name}`, new KnownGlobal(`torch.${name}`, null, element)),
  ),
  ...[...STORAGES].flatMap(([name, element]) =>
    // torch.save names the plain class whatever the device; the graphics card's have the same bytes.
    ["torch", "torch.cuda"].map((module) =>
      known(`${module} ${name}`, new KnownGlobal(`${module}.${name}`, null, element)),
    ),
  ),
  ...["UntypedStorage", "_UntypedStorage"].map((name) =>
    known(`torch.storage ${name}`, new KnownGlobal(`torch.storage.${name}`, null, RAW_BYTES)),
  ),
]);

function known(name: string, value: KnownGlobal): [string, KnownGlobal] {
  return [name, value];
}

/** Where a name stands in a pickle, which decides what the refusal advises. */
export interface Mention {
  readonly from: string;
  /** Whether it is the class of all that the pickle holds. */
  readonly outermost: boolean;
}

/**
 * The entry of a name.
 *
 * @throws {LabError} "weights" naming it, for every name that the table lacks.
 */
export function knownGlobal(module: string, name: string, mention: Mention): KnownGlobal {
  // Python 2, and Python 3 where it writes for Python 2, call the module of built-ins so.
  const found = GLOBALS.get(`${module === "__builtin__" ? "builtins" : module} ${name}`);
  if (found !== undefined) return found;
  const asked = shown(`${module}.${name}`);
  if (SYSTEM_MODULES.has(module.split(".")[0] ?? "")) {
    throw new LabError(
      "weights",
      `${mention.from}: it asks to run ${asked}, which this page never does and no checkpoint needs; the file may be made to do harm. ` +
        "Do not load it in Python either, unless you know who wrote it.",
    );
  }
  if (mention.outermost || module.startsWith("torch.nn.")) {
    throw new LabError(
      "weights",
      `${mention.from}: it holds a whole Python object (${asked}), not only weights; opening that means running its program, ` +
        "which this page never does. In Python, save the weights alone: torch.save(model.state_dict(), path).",
    );
  }
  throw new LabError(
    "weights",
    `${mention.from}: it asks for ${asked}, which is not among the plain types that a checkpoint needs; nothing of it was run, ` +
      "and the file was not opened. If you trust it, save its weights alone in Python: " +
      'torch.save(checkpoint["state_dict"], path).',
  );
}

/** Modules of Python's own by which a pickle can reach the machine; with others a file is more likely odd than evil. */
const SYSTEM_MODULES: ReadonlySet<string> = new Set(
  (
    "__builtin__ builtins os posix nt sys subprocess commands popen2 runpy pty socket shutil ctypes importlib imp " +
    "webbrowser code codeop timeit pdb bdb pickle _pickle cPickle marshal operator _operator functools asyncio " +
    "multiprocessing threading signal platform pip"
  ).split(" "),
);
