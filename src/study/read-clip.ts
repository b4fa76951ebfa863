/** Reads a study's clips through the clip worker, with the truth known about them. */
import type { Clip } from "../clip/clip.ts";
import { boxesOf, momentsOf } from "../generate/boxes.ts";
import { eventFrames } from "../math/event-frames.ts";
import type { Client } from "../worker/client.ts";
import type { ClipCommands } from "../worker/protocol.ts";
import { labelOf, type StudyClip } from "./clips.ts";

/** The part of the clip worker that reading uses. */
export type ClipWorker = Pick<Client<ClipCommands>, "run">;

/**
 * Reads a clip with T frames, and with its label, event and boxes if they are known.
 *
 * @throws {LabError} the errors of decoding and generating; "cancelled" after an abort. Errors of the clip's `read`
 *   pass through.
 */
export async function readStudyClip(
  clip: StudyClip,
  T: number,
  worker: ClipWorker,
  signal: AbortSignal | undefined,
): Promise<Clip> {
  const { name } = clip;
  if (clip.kind === "generated") {
    const { className, seed } = clip;
    return worker.run("generate", { className, seed, name, T }, { signal });
  }
  const fileName = clip.kind === "bundled" ? clip.file : name;
  const files = [new File([await clip.read()], fileName)];
  const source =
    clip.kind === "bundled"
      ? ({ kind: "bundled", id: clip.id } as const)
      : ({ kind: "upload", fileName } as const);
  const decoded = await worker.run("decode", { files, source, name, T }, { signal });
  return { ...decoded, ...truthOf(clip, decoded) };
}

/** Returns the known truth of a decoded clip. A bundled clip was generated, so its class and seed give its boxes. */
function truthOf(
  clip: Exclude<StudyClip, { kind: "generated" }>,
  { timestampsS, sourceWidth: width, sourceHeight: height }: Clip,
): Partial<Clip> {
  const label = labelOf(clip);
  const known = label === null ? {} : { label };
  const event = clip.eventS === undefined ? null : eventFrames(timestampsS, clip.eventS);
  if (event === null) return known;
  const { seed, durationS } = clip.kind === "bundled" ? clip : {};
  if (label === null || seed === undefined || durationS === undefined) return { ...known, event };
  const moments = momentsOf(timestampsS, durationS);
  return { ...known, event, boxes: boxesOf({ className: label, seed, moments, width, height }) };
}
