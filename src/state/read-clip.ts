/** Reads what the user chose into a decoded clip: gets its bytes, samples the chosen part, adds the known truth. */
import type { Clip, ClipSource } from "../clip/clip.ts";
import { eventFrames } from "../math/event-frames.ts";
import type { LabContext } from "./context.ts";
import { framesWanted, nameOfInput } from "./derived.ts";
import type { ClipInput, TimeRange } from "./lab-state.ts";

/** Options for reading a clip. */
export interface ReadOptions {
  /** The input's files, if it was decoded before; fetched if undefined. */
  readonly known?: readonly Blob[] | undefined;
  readonly signal: AbortSignal;
}

/** A clip and the files it was decoded from; none for a generated clip. */
export interface ReadClip {
  readonly clip: Clip;
  readonly files: readonly Blob[];
}

/**
 * Reads a clip for the model in use and shows the progress in `clipJob`, which the caller resets.
 *
 * @throws {LabError} as fetching, decoding and generating do; "cancelled" after an abort.
 */
export async function readClip(
  context: LabContext,
  input: ClipInput,
  { known, signal }: ReadOptions,
): Promise<ReadClip> {
  const { get, set, deps } = context;
  const name = nameOfInput(input);
  const T = framesWanted(get());
  const showFrames = ({ done, of }: { done: number; of: number }) =>
    set({ clipJob: { kind: "decoding", name, done, of } });
  showFrames({ done: 0, of: T });
  if (input.kind === "generated") {
    const { className, seed } = input;
    return { clip: await deps.clips.run("generate", { className, seed, name, T }, { signal }), files: [] };
  }
  const files = known ?? (await filesOf(context, input, signal));
  const ask = { files: [...files], source: sourceOf(input), name, T, ...rangeOf(input) };
  const decoded = await deps.clips.run("decode", ask, { signal, onStep: showFrames });
  return { clip: withTruth(decoded, input), files };
}

type DecodedInput = Exclude<ClipInput, { kind: "generated" }>;

async function filesOf(
  { deps, set }: LabContext,
  input: DecodedInput,
  signal: AbortSignal,
): Promise<readonly Blob[]> {
  switch (input.kind) {
    case "bundled":
      return [await deps.fetchBlob(deps.clipUrl(input.clip.file), signal)];
    case "files":
      return input.files;
    case "inside":
      return [new Blob([input.packed.bytes.slice()], { type: input.packed.format.split("/")[0] ?? "" })];
    case "address": {
      const name = nameOfInput(input);
      set({ clipJob: { kind: "fetching", name, loaded: 0, total: 0 } });
      return [
        await deps.fetchBlob(input.url, signal, ({ loaded, total }) => {
          if (!signal.aborted) set({ clipJob: { kind: "fetching", name, loaded, total } });
        }),
      ];
    }
  }
}

function rangeOf(input: DecodedInput): { range?: TimeRange } {
  return input.kind === "inside" || input.range === undefined ? {} : { range: input.range };
}

function sourceOf(input: DecodedInput): ClipSource {
  switch (input.kind) {
    case "bundled":
      return { kind: "bundled", id: input.clip.id };
    case "files":
    case "address":
      return { kind: "upload", fileName: nameOfInput(input) };
    case "inside":
      return { kind: "link", name: input.name };
  }
}

/** Returns the clip with its true class and event, if the manifest gives them. */
function withTruth(clip: Clip, input: DecodedInput): Clip {
  if (input.kind !== "bundled") return clip;
  const { label, eventS } = input.clip;
  const event = eventS === undefined ? null : eventFrames(clip.timestampsS, eventS);
  return { ...clip, ...(label === undefined ? {} : { label }), ...(event === null ? {} : { event }) };
}
