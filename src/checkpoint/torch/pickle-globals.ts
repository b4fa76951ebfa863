/**
 * The closed table of names that a pickle may mention. Any other name is refused, wherever it occurs. So a name in a file
 * can lead only to the builders here, and these build only plain values.
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

/** dict(), dict(mapping), dict(pairs), and common subclasses. */
const dictionary: Builder = ([from], limits) => {
  if (from instanceof PyDict) return from;
  const made = new PyDict();
  const pairs = from instanceof PyList || from instanceof PyTuple ? from.items : [];
  limits.charge(pairs.length);
  for (const pair of pairs) {
    if (!(pair instanceof PyTuple || pair instanceof PyList) || pair.items.length !== 2) {
      throw new LabError(
        "weights",
        `${limits.from}: a dictionary in it is built from ${describe(pair)} instead of a pair of key and value; the file is damaged.`,
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

/** (storage of raw bytes, offset, size, stride, requires_grad, hooks, dtype, ...), for types without a storage class. */
const tensorWithType: Builder = (args, { from }) => {
  const dtype = args[6];
  if (!(dtype instanceof KnownGlobal) || dtype.element === null) {
    throw new LabError(
      "weights",
      `${from}: a tensor’s type is ${describe(dtype)} instead of a PyTorch dtype; the file is damaged.`,
    );
  }
  return buildTensor(args, from, dtype.element);
};

/** (tensor, ...): a parameter becomes the tensor in it. */
const parameter: Builder = ([data = null]) => data;

/** torch.Size((2, 3)) becomes the tuple. */
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
  "a tensor without values (on the meta device)",
  "Load the model’s weights and save its state_dict() again.",
);
const elsewhere = unreadable(
  "a tensor on a device that saves no plain values",
  "Move the tensors to the CPU before saving: {name: t.cpu() for name, t in model.state_dict().items()}.",
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
  // Mentioned as the factory of a defaultdict.
  "builtins list": null,
  "builtins int": null,
  "builtins float": null,
  // Pickles of protocol 2 write bytes with it.
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
    // torch.save writes the CPU class for any device; classes of the graphics card have the same bytes.
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

/** The context of a name in a pickle, which decides the advice in a refusal. */
export interface Mention {
  /** Names the file in messages. */
  readonly from: string;
  /** True if it is the class of the pickle's outermost object. */
  readonly outermost: boolean;
}

/**
 * Returns the entry of a name.
 *
 * @throws {LabError} "weights", giving the name, if the table lacks it.
 */
export function knownGlobal(module: string, name: string, mention: Mention): KnownGlobal {
  // Python 2, and Python 3 writing for Python 2, use this name for the module of built-ins.
  const found = GLOBALS.get(`${module === "__builtin__" ? "builtins" : module} ${name}`);
  if (found !== undefined) return found;
  const asked = shown(`${module}.${name}`);
  if (SYSTEM_MODULES.has(module.split(".")[0] ?? "")) {
    throw new LabError(
      "weights",
      `${mention.from}: it tries to run ${asked}, which this page never does and no checkpoint needs; the file may be malicious. ` +
        "Do not load it in Python either, unless you know who wrote it.",
    );
  }
  if (mention.outermost || module.startsWith("torch.nn.")) {
    throw new LabError(
      "weights",
      `${mention.from}: it contains a whole Python object (${asked}), not only weights; opening that means running its program, ` +
        "which this page never does. In Python, save only the weights: torch.save(model.state_dict(), path).",
    );
  }
  throw new LabError(
    "weights",
    `${mention.from}: it uses ${asked}, which is not among the plain types that a checkpoint needs; nothing in it was run, ` +
      "and the file was not opened. If you trust it, save only its weights in Python: " +
      'torch.save(checkpoint["state_dict"], path).',
  );
}

/** Python's own modules through which a pickle can reach the machine. Other unknown names are rarely malicious. */
const SYSTEM_MODULES: ReadonlySet<string> = new Set(
  (
    "__builtin__ builtins os posix nt sys subprocess commands popen2 runpy pty socket shutil ctypes importlib imp " +
    "webbrowser code codeop timeit pdb bdb pickle _pickle cPickle marshal operator _operator functools asyncio " +
    "multiprocessing threading signal platform pip"
  ).split(" "),
);
