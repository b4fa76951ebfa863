/** Chooses the clips to study: bundled, generated, or the user's own files. */
import { LABEL_FILES } from "../../study/labels.ts";
import { pickFiles } from "../../study/listed-clips.ts";
import { FileButton } from "../clips/FileButton.tsx";
import { formatBytes } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { Segments } from "../parts/Segments.tsx";
import { counted } from "./words.ts";

/** The choice so far, complete or not. */
export interface ClipsDraft {
  readonly kind: "bundled" | "generated" | "files";
  /** Number of generated clips, as typed. */
  readonly count: string;
  readonly files: readonly File[];
  /** Number of clips among the files, judged by file name. */
  readonly clips: number;
}

/** The choice before the user makes one. */
export const FIRST_CLIPS: ClipsDraft = { kind: "bundled", count: "30", files: [], clips: 0 };

/** Number of seeds reserved for tests. */
const MOST_GENERATED = 1_000_000;

/** Returns a sentence that says why these clips cannot be studied, or null if they can. */
export function whyNoClips({ kind, count, files, clips }: ClipsDraft, bundled: number): string | null {
  switch (kind) {
    case "bundled":
      return bundled > 0 ? null : "This copy of the page has no bundled clips. Choose other clips.";
    case "generated":
      return /^\d+$/.test(count) && Number(count) >= 1 && Number(count) <= MOST_GENERATED
        ? null
        : `Enter a whole number from 1 to ${MOST_GENERATED.toLocaleString("en")}.`;
    case "files":
      if (files.length === 0) return "Choose your clips first.";
      return clips > 0 ? null : "None of these files is a video or a GIF.";
  }
}

const KINDS = [
  { value: "bundled", text: "Bundled" },
  { value: "generated", text: "Generated" },
  { value: "files", text: "Your files" },
] as const;

interface ClipsChoiceProps {
  readonly draft: ClipsDraft;
  /** Number of bundled clips. */
  readonly bundled: number;
  readonly onDraft: (draft: ClipsDraft) => void;
}

export function ClipsChoice({ draft, bundled, onDraft }: ClipsChoiceProps) {
  return (
    <section className="panel study-choice" aria-labelledby="study-clips">
      <h3 id="study-clips">Clips</h3>
      <Segments
        label="Clips"
        options={KINDS}
        value={draft.kind}
        onChange={(kind) => onDraft({ ...draft, kind })}
      />
      {draft.kind === "bundled" && (
        <p className="field-note">{`The ${counted(bundled, "clip")} that come with the page. Their true classes and events are known.`}</p>
      )}
      {draft.kind === "generated" && (
        <>
          <label className="field">
            <span className="field-label">Number of clips</span>
            <input
              className="study-number"
              inputMode="numeric"
              value={draft.count}
              onChange={({ target }) => onDraft({ ...draft, count: target.value.trim() })}
            />
          </label>
          <p className="field-note">
            Generated from seeds that no bundled model was trained on; the same clips each time. Their true
            classes and events are known.
          </p>
        </>
      )}
      {draft.kind === "files" && <OwnFiles draft={draft} onDraft={onDraft} />}
    </section>
  );
}

function OwnFiles({ draft, onDraft }: Omit<ClipsChoiceProps, "bundled">) {
  const take = (files: readonly File[]) => {
    // Labels are read when the study starts. A file that they name counts as a clip too, whatever its type.
    const clips = pickFiles(files, []).files.length;
    onDraft({ ...draft, files, clips });
  };
  const { files, clips } = draft;
  const labels = LABEL_FILES.find((name) => files.some((file) => file.name === name));
  return (
    <>
      <div className="field-row study-files">
        <FileButton label="Choose videos" icon={<Icon name="upload" />} className="button" onFiles={take} />
        <FileButton
          label="Choose a folder"
          icon={<Icon name="folder" />}
          folder
          className="button"
          onFiles={take}
        />
      </div>
      {files.length > 0 && (
        <p role="status" aria-label="Chosen files">
          {`${counted(clips, "clip")}, ${formatBytes(files.reduce((sum, { size }) => sum + size, 0))}, ${labels === undefined ? "without labels" : `with ${labels}`}`}
        </p>
      )}
      <p className="field-note">
        Videos and GIFs. To give their true classes and events, add a <code>labels.csv</code> with the columns{" "}
        <code>file</code> and <code>class</code>, and <code>start_s</code> and <code>end_s</code> if known.
        Nothing leaves this machine, but the link to a result contains its clip.
      </p>
    </>
  );
}
