/** What a command about one clip is given to work with. */
import type { FrameStack } from "../clip/clip.ts";
import type { BackendName } from "../device/backend-report.ts";
import type { LoadedModel } from "../models/load.ts";
import type { VideoModel } from "../models/model.ts";
import type { PreparedClip } from "./prepared-clips.ts";

/** A model and a clip on a device that works. All of it stays the host's, and is good until the command is done. */
export interface AtWork {
  readonly model: VideoModel;
  /** What the model was built from. */
  readonly loaded: LoadedModel;
  readonly clip: PreparedClip;
  readonly backend: BackendName;
  /** Aborted where the device was lost or refused: the command is then run again elsewhere, and this run is over. */
  readonly over: AbortSignal;
}

/** Waits for the device, prepares model and clip, and runs; again, on another device, where the first one fails. */
export type WithClip = <A>(
  ask: { readonly modelId: string; readonly frames: FrameStack },
  job: { readonly signal: AbortSignal },
  run: (at: AtWork) => Promise<A>,
) => Promise<A>;

/** Lets messages in: on WASM a step is computed without ever waiting, so promises alone would keep them out. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
