/**
 * Returns the softmax probabilities of logits: exp(z - max z), normalised to sum 1. [classes] float64, new.
 *
 * @example
 * softmax([3, 3]); // [0.5, 0.5]
 */
export function softmax(logits: ArrayLike<number>): Float64Array {
  let largest = -Infinity;
  for (let i = 0; i < logits.length; i++) largest = Math.max(largest, logits[i]!);
  const probabilities = Float64Array.from(logits, (logit) => Math.exp(logit - largest));
  const sum = probabilities.reduce((total, p) => total + p, 0);
  return probabilities.map((p) => p / sum);
}
