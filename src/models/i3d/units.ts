/** The list of an I3D's convolutions: name, kernel and channels of each. */
import type { Triple } from "../../base/shape.ts";
import { scaleChannels, STAGES } from "./endpoints.ts";

/** One convolution. All but the last, `logits`, have a batch norm and no bias. */
export interface I3dUnit {
  /** Name in the PyTorch port: `Conv3d_1a_7x7`, `Mixed_3b.b1a`. */
  readonly name: string;
  readonly kernel: Triple;
  /** Number of input channels. */
  readonly from: number;
  /** Number of output channels. */
  readonly to: number;
}

const ONE: Triple = [1, 1, 1];
const THREE: Triple = [3, 3, 3];

/** Returns the trunk's 57 convolutions in order, for a network of this width. */
export function i3dTrunk(width: number): I3dUnit[] {
  const scale = (channels: number) => scaleChannels(channels, width);
  let from = 3;
  const units: I3dUnit[] = [];
  for (const stage of STAGES) {
    if (stage.kind === "conv") {
      const to = scale(stage.channels);
      units.push({ name: stage.name, kernel: stage.kernel, from, to });
      from = to;
    } else if (stage.kind === "mixed") {
      const { channels, name } = stage;
      const [b0, b1a, b1b] = [scale(channels.b0), scale(channels.b1a), scale(channels.b1b)];
      const [b2a, b2b, b3b] = [scale(channels.b2a), scale(channels.b2b), scale(channels.b3b)];
      units.push(
        { name: `${name}.b0`, kernel: ONE, from, to: b0 },
        { name: `${name}.b1a`, kernel: ONE, from, to: b1a },
        { name: `${name}.b1b`, kernel: THREE, from: b1a, to: b1b },
        { name: `${name}.b2a`, kernel: ONE, from, to: b2a },
        { name: `${name}.b2b`, kernel: THREE, from: b2a, to: b2b },
        { name: `${name}.b3b`, kernel: ONE, from, to: b3b },
      );
      from = b0 + b1b + b2b + b3b;
    }
  }
  return units;
}

/**
 * Returns the number of channels that the last layer reads.
 *
 * @example
 * i3dFeatures(1); // 1024
 */
export function i3dFeatures(width: number): number {
  return i3dTrunk(width)
    .filter(({ name }) => /^Mixed_5c\.(b0|b1b|b2b|b3b)$/.test(name))
    .reduce((sum, { to }) => sum + to, 0);
}
