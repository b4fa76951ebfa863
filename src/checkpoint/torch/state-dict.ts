/** Finds the weights in a file by torch.save: a state_dict, or a dictionary that contains one beside other things. */
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

/** Keys under which training programs save the weights; earlier ones take precedence. */
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
 * Returns the state_dict in a checkpoint: the one under a usual key, else the checkpoint itself, else the only dictionary
 * of tensors one level down. Ignores entries that are not tensors, and removes a `module.` prefix common to all names.
 *
 * @throws {LabError} "weights" if there is none, or several and none under a usual key; the message lists the keys.
 */
export function findStateDict(root: PickleValue, from: string): StateDict {
  if (!(root instanceof PyDict)) {
    throw new LabError(
      "weights",
      `${from}: it contains ${describe(root)} instead of a dictionary of tensors. In Python, save one: torch.save(model.state_dict(), path).`,
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
      ? `it contains several dictionaries of tensors (${keys}), and nothing says which one is the model`
      : `it contains a dictionary without tensors (${keys})`;
  throw new LabError(
    "weights",
    `${from}: ${problem}. In Python, save only the weights: torch.save(model.state_dict(), path).`,
  );
}

/** Returns a function that finds the tensors in a dictionary, once per dictionary: a pickle may name one a million times. */
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

/** Number of keys named in a message. */
const MOST_LISTED = 6;

function listed(keys: readonly PickleValue[]): string {
  if (keys.length === 0) return "empty";
  const named = keys
    .slice(0, MOST_LISTED)
    .map((key) => (typeof key === "string" ? `"${shown(key)}"` : describe(key)));
  return named.join(", ") + (keys.length > MOST_LISTED ? ` and ${keys.length - MOST_LISTED} more` : "");
}
