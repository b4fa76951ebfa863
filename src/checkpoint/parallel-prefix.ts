/** Names of tensors as the model has them, whichever way it was trained. */

/** Put before every name by PyTorch's DataParallel and DistributedDataParallel. */
const PREFIX = "module.";

/** The same tensors without a `module.` that all names have. */
export function withoutParallelPrefix<T>(tensors: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  if (![...tensors.keys()].every((name) => name.startsWith(PREFIX))) return tensors;
  return new Map([...tensors].map(([name, tensor]) => [name.slice(PREFIX.length), tensor]));
}
