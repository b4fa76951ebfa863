/** Removes the prefix that parallel training adds to the names of tensors. */

/** Prefix that PyTorch's DataParallel and DistributedDataParallel add to every name. */
const PREFIX = "module.";

/**
 * Removes the prefix `module.` if all names have it; otherwise returns the same map.
 *
 * @example
 * [...withoutParallelPrefix(new Map([["module.a", 1], ["module.b", 2]])).keys()]; // ["a", "b"]
 */
export function withoutParallelPrefix<T>(tensors: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  if (![...tensors.keys()].every((name) => name.startsWith(PREFIX))) return tensors;
  return new Map([...tensors].map(([name, tensor]) => [name.slice(PREFIX.length), tensor]));
}
