/** Adam (Kingma & Ba, arXiv 1412.6980, algorithm 1) on a handful of parameters, in float64. */

/** Step size and the paper's default decay rates. */
export interface AdamOptions {
  readonly learningRate: number;
  /** Default 0.9. */
  readonly beta1?: number;
  /** Default 0.999. */
  readonly beta2?: number;
  /** Default 1e-8, added outside the root as PyTorch does. */
  readonly epsilon?: number;
}

/** Moment estimates of one run; `update` changes them and the parameters it is given. */
export class Adam {
  readonly #options: Required<AdamOptions>;
  readonly #mean: Float64Array;
  readonly #square: Float64Array;
  #count = 0;

  constructor(size: number, options: AdamOptions) {
    this.#options = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, ...options };
    this.#mean = new Float64Array(size);
    this.#square = new Float64Array(size);
  }

  /** One step against `gradient`: p -= rate * mean / (sqrt(square) + epsilon), both bias-corrected. */
  update(parameters: Float64Array, gradient: ArrayLike<number>): void {
    const { learningRate, beta1, beta2, epsilon } = this.#options;
    this.#count++;
    const meanScale = 1 / (1 - beta1 ** this.#count);
    const squareScale = 1 / (1 - beta2 ** this.#count);
    for (let i = 0; i < parameters.length; i++) {
      const g = gradient[i]!;
      const mean = (this.#mean[i] = beta1 * this.#mean[i]! + (1 - beta1) * g);
      const square = (this.#square[i] = beta2 * this.#square[i]! + (1 - beta2) * g * g);
      parameters[i]! -= (learningRate * mean * meanScale) / (Math.sqrt(square * squareScale) + epsilon);
    }
  }
}
