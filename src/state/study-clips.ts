/** Lists the clips that the user chose for a study. */
import { LabError } from "../base/errors.ts";
import { fileHash } from "../study/hashes.ts";
import { LABEL_FILES, readLabelFile } from "../study/labels.ts";
import {
  bundledClips,
  CLIP_ENDINGS,
  generatedClips,
  pickFiles,
  type ListedClip,
} from "../study/listed-clips.ts";
import type { LabContext } from "./context.ts";
import { setStudy } from "./set-study.ts";
import type { StudyAsk } from "./study-state.ts";

/**
 * Lists the clips of a study. Files are hashed, so the same clip is recognised in any folder.
 *
 * @throws {LabError} "value" if there are none or the labels cannot be read; "cancelled" after an abort.
 */
export async function listClips(
  context: LabContext,
  ask: StudyAsk["clips"],
  signal: AbortSignal,
): Promise<readonly ListedClip[]> {
  const { manifest } = context.get();
  switch (ask.kind) {
    case "bundled": {
      const clips = manifest.kind === "ready" ? bundledClips(manifest.clips) : [];
      if (clips.length > 0) return clips;
      throw new LabError("value", "This copy of the page comes without clips. Choose other clips.");
    }
    case "generated":
      if (Number.isInteger(ask.count) && ask.count > 0) return generatedClips(ask.count);
      throw new LabError("value", `Generated clips: ${ask.count} is not a number of clips.`);
    case "files":
      return listFiles(context, ask.files, signal);
  }
}

async function listFiles(
  context: LabContext,
  all: readonly File[],
  signal: AbortSignal,
): Promise<readonly ListedClip[]> {
  const labels = LABEL_FILES.map((name) => all.find((file) => file.name === name)).find((file) => file);
  const said = labels === undefined ? [] : readLabelFile({ name: labels.name, text: await labels.text() });
  const { files } = pickFiles(all, said);
  if (files.length === 0) {
    const endings = CLIP_ENDINGS.map((each) => `.${each}`).join(", ");
    throw new LabError("value", `None of these files is a clip; clips end in ${endings}.`);
  }
  const clips: ListedClip[] = [];
  for (const { name, of: file, ...truth } of files) {
    setStudy(context, { preparing: `Reading ${name}, ${clips.length + 1} of ${files.length}` });
    const hash = await fileHash(file, signal).catch((error: unknown) => {
      if (error instanceof LabError) throw error;
      // Opening the file fails too, and that is recorded as a problem of this clip.
      return `unreadable:${name}`;
    });
    clips.push({ kind: "file", name, hash, file, ...truth });
  }
  return clips;
}
