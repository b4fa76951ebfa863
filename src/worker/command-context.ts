/** The context in which a command about one clip runs. */
import type { FrameStack } from "../clip/clip.ts";
import type { BackendName } from "../device/backend-report.ts";
import type { LoadedModel } from "../models/load.ts";
import type { VideoModel } from "../models/model.ts";
import type { PreparedClip } from "./prepared-clips.ts";

/** A model and a clip on a working device. The host owns all of it; it is valid until the command ends. */
export interface CommandContext {
  readonly model: VideoModel;
  /** Card and weights that the model was built from. */
  readonly loaded: LoadedModel;
  readonly clip: PreparedClip;
  readonly backend: BackendName;
  /**
   * Aborted when the device is lost or refuses the work. This run is then over; the command runs again on another
   * device.
   */
  readonly deviceLost: AbortSignal;
}

/**
 * Waits for the device, prepares model and clip, then calls `run`; if the device fails, calls it again on another one.
 */
export type WithClip = <A>(
  ask: { readonly modelId: string; readonly frames: FrameStack },
  job: { readonly signal: AbortSignal },
  run: (at: CommandContext) => Promise<A>,
) => Promise<A>;

/**
 * Waits for the next task, so that messages can arrive. Awaiting a promise is not enough: a WASM step never waits, so
 * promises alone would keep messages out.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
