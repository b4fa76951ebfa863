/** Adam (Kingma & Ba, arXiv 1412.6980, algorithm 1) for a handful of parameters. */

/** Step size and decay rates. */
export interface AdamOptions {
  readonly learningRate: number;
  /** Default 0.9. */
  readonly beta1?: number;
  /** Default 0.999. */
  readonly beta2?: number;
  /** Default 1e-8, added outside the root, as PyTorch does. */
  readonly epsilon?: number;
}

/** Parameters and moment estimates of one run, all of the same length. Both moments start at 0. */
export interface AdamState {
  readonly parameters: Float32Array | Float64Array;
  readonly mean: Float32Array | Float64Array;
  readonly square: Float32Array | Float64Array;
}

/** Numbers of one step that are the same for every parameter. */
export interface AdamRates extends Required<AdamOptions> {
  /** 1 / (1 - beta1^step) and 1 / (1 - beta2^step); they correct for the moments starting at 0. */
  readonly meanScale: number;
  readonly squareScale: number;
}

/**
 * Returns the numbers that `adamStep` uses in one step.
 *
 * @param step  1-based.
 */
export function adamRates(step: number, options: AdamOptions): AdamRates {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, learningRate } = options;
  const meanScale = 1 / (1 - beta1 ** step);
  const squareScale = 1 / (1 - beta2 ** step);
  return { learningRate, beta1, beta2, epsilon, meanScale, squareScale };
}

/**
 * Takes one step against `gradient`, in place: p -= rate * mean / (sqrt(square) + epsilon), both bias-corrected.
 *
 * @param step  1-based.
 */
export function adamStep(
  { parameters, mean, square }: AdamState,
  gradient: ArrayLike<number>,
  step: number,
  options: AdamOptions,
): void {
  const { learningRate, beta1, beta2, epsilon, meanScale, squareScale } = adamRates(step, options);
  for (let i = 0; i < parameters.length; i++) {
    const g = gradient[i]!;
    const m = (mean[i] = beta1 * mean[i]! + (1 - beta1) * g);
    const s = (square[i] = beta2 * square[i]! + (1 - beta2) * g * g);
    parameters[i]! -= (learningRate * m * meanScale) / (Math.sqrt(s * squareScale) + epsilon);
  }
}
