/** Finds the weights in what torch.save wrote: a state_dict, or a dictionary that holds one beside other things. */
import { LabError } from "../../base/errors.ts";
import { withoutParallelPrefix } from "../parallel-prefix.ts";
import { shown } from "../../base/shown.ts";
import {
  describe,
  isKind,
  PyDict,
  type PickleValue,
  type TorchTensor,
  type UnreadableTensor,
} from "./pickle-values.ts";

/** Where training programs keep the weights; earlier ones win. */
const USUAL_KEYS = [
  "state_dict",
  "model_state_dict",
  "model_state",
  "model",
  "net",
  "network",
  "module",
  "weights",
  "params",
] as const;

/** Tensors by name, in the file's order. */
export type StateDict = ReadonlyMap<string, TorchTensor | UnreadableTensor>;

/**
 * The state_dict in a checkpoint: under one of the usual keys, else the checkpoint itself, else the only dictionary of
 * tensors one level down. What is no tensor is passed over; a `module.` that all names have is taken off.
 *
 * @throws {LabError} "weights" where there is none, or several and none under a usual key; says what there is.
 */
export function findStateDict(root: PickleValue, from: string): StateDict {
  if (!(root instanceof PyDict)) {
    throw new LabError(
      "weights",
      `${from}: it holds ${describe(root)} where a dictionary of tensors is due. In Python, save one: torch.save(model.state_dict(), path).`,
    );
  }
  const tensorsOf = eachOnce();
  for (const key of USUAL_KEYS) {
    const inside = tensorsOf(root.entries.get(key));
    if (inside.size > 0) return withoutParallelPrefix(inside);
  }
  const own = tensorsOf(root);
  if (own.size > 0) return withoutParallelPrefix(own);

  const candidates = [...root.entries].filter(([, value]) => tensorsOf(value).size > 0);
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return withoutParallelPrefix(tensorsOf(only[1]));
  const keys = listed([...(candidates.length > 0 ? candidates : root.entries)].map(([key]) => key));
  const problem =
    candidates.length > 0
      ? `it holds several dictionaries of tensors (${keys}), and nothing says which one is the model`
      : `it holds a dictionary without tensors (${keys})`;
  throw new LabError(
    "weights",
    `${from}: ${problem}. In Python, save the weights alone: torch.save(model.state_dict(), path).`,
  );
}

/** Looks through each dictionary once: a pickle may name a large one a million times. */
function eachOnce(): (value: PickleValue | undefined) => StateDict {
  const seen = new Map<PyDict, StateDict>();
  return (value) => {
    if (!(value instanceof PyDict)) return NO_TENSORS;
    const tensors = seen.get(value) ?? tensorsIn(value);
    seen.set(value, tensors);
    return tensors;
  };
}

const NO_TENSORS: StateDict = new Map();

function tensorsIn(value: PyDict): StateDict {
  const tensors = new Map<string, TorchTensor | UnreadableTensor>();
  for (const [key, item] of value.entries) {
    if (typeof key === "string" && (isKind(item, "tensor") || isKind(item, "unreadable")))
      tensors.set(key, item);
  }
  return tensors;
}

/** Keys named in a message. */
const MOST_LISTED = 6;

function listed(keys: readonly PickleValue[]): string {
  if (keys.length === 0) return "empty";
  const named = keys
    .slice(0, MOST_LISTED)
    .map((key) => (typeof key === "string" ? `"${shown(key)}"` : describe(key)));
  return named.join(", ") + (keys.length > MOST_LISTED ? ` and ${keys.length - MOST_LISTED} more` : "");
}
