/** Form that sets up a study: clips, models, how masks are searched for, and what else to measure. */
import { useState } from "react";
import { DEFAULT_WISH, type StudyWish } from "../../study/plan.ts";
import type { StudyAsk } from "../../state/study-state.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { Icon } from "../parts/icons.tsx";
import { ClipsChoice, FIRST_CLIPS, whyNoClips, type ClipsDraft } from "./ClipsChoice.tsx";
import { ExtrasChoice } from "./ExtrasChoice.tsx";
import { ModelsChoice } from "./ModelsChoice.tsx";
import { SearchChoice } from "./SearchChoice.tsx";
import { counted } from "./words.ts";

export function StudySetup({ preparing }: { readonly preparing: string | null }) {
  const { study } = useActions();
  const models = useLab((lab) => lab.models);
  const bundled = useLab(({ manifest }) => (manifest.kind === "ready" ? manifest.clips.length : 0));
  const here = models.filter(({ source }) => source.kind !== "awaited");
  const [clips, setClips] = useState<ClipsDraft>(FIRST_CLIPS);
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const [wish, setWish] = useState<StudyWish>(DEFAULT_WISH);
  const ids =
    chosen?.filter((id) => here.some((model) => model.id === id)) ?? here.slice(0, 2).map(({ id }) => id);
  const count =
    clips.kind === "bundled" ? bundled : clips.kind === "generated" ? Number(clips.count) : clips.clips;
  const why =
    here.length === 0 ? "No model is loaded. Load one in the Lab first." : whyNoClips(clips, bundled);
  const start = () => {
    const ask: StudyAsk["clips"] =
      clips.kind === "generated"
        ? { kind: "generated", count: Number(clips.count) }
        : clips.kind === "files"
          ? { kind: "files", files: clips.files }
          : { kind: "bundled" };
    void study.start({ models: ids, clips: ask, wish });
  };
  return (
    <form
      className="study-setup"
      aria-label="Study setup"
      onSubmit={(event) => {
        event.preventDefault();
        if (why === null && preparing === null) start();
      }}
    >
      <fieldset className="study-fields" disabled={preparing !== null}>
        <ClipsChoice draft={clips} bundled={bundled} onDraft={setClips} />
        <ModelsChoice models={here} ids={ids} onIds={setChosen} />
        <SearchChoice wish={wish} onWish={setWish} />
        <ExtrasChoice wish={wish} onWish={setWish} />
      </fieldset>
      <div className="study-start">
        {preparing === null ? (
          <button
            type="submit"
            className="button button-primary"
            disabled={why !== null}
            aria-describedby="study-cost"
          >
            <Icon name="play" />
            Start study
          </button>
        ) : (
          <button type="button" className="button" onClick={() => study.pause()}>
            Cancel
          </button>
        )}
        <p id="study-cost" className="field-note" role="status">
          {preparing !== null ? `${preparing}.` : (why ?? costText(count, ids.length, wish))}
        </p>
      </div>
    </form>
  );
}

/** Returns how much work the study is. How long it takes is only known after the first clip. */
function costText(clips: number, models: number, { faithfulness }: StudyWish): string {
  const searches = counted(clips * models, "search");
  const more = faithfulness ? ", and about 25 more for each of them" : "";
  return `${counted(clips, "clip")} × ${counted(models, "model")}: ${searches}${more}. The time left appears after the first clip.`;
}
