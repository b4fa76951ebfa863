/** Parts of a clip's row that the table and the cards share: its title, and a model's mask with the way into the lab. */
import { asModelResult } from "../../study/measures.ts";
import type { StudyPlan } from "../../study/plan.ts";
import type { StudyRecord, StudyResult } from "../../study/record.ts";
import { ClipCell } from "../paper/ClipCell.tsx";
import type { ScoreColumn } from "./columns.ts";
import { PERTURBED } from "./words.ts";

/** What a table and its cards have in common. */
export interface StudyRowsProps {
  readonly plan: StudyPlan;
  readonly rows: readonly StudyRecord[];
  readonly scores: readonly ScoreColumn[];
  readonly caption: string;
}

interface StudyTitleProps {
  readonly plan: StudyPlan;
  readonly record: StudyRecord;
}

/** The clip, its class, and what was predicted in its place. */
export function StudyTitle({ plan, record: { clip, results } }: StudyTitleProps) {
  return (
    <>
      <span className="row-class">{clip.name}</span>
      <span className="row-id">{clip.label ?? "class not known"}</span>
      {results.map(({ modelId, predicted, target }, i) => {
        if (predicted.name === clip.label) return null;
        const name = plan.models[i]!.name;
        return (
          <span key={modelId} className="row-predicted">
            <i>{`${name} predicted`}</i>
            {` ${predicted.name}`}
            {clip.label !== null && target.from === "prediction" && ", which was explained"}
          </span>
        );
      })}
    </>
  );
}

interface StudyMaskProps {
  readonly record: StudyRecord;
  readonly model: string;
  readonly result: StudyResult;
}

/** A model's mask, and the way into the lab where there is one. */
export function StudyMask({ record: { clip }, model, result }: StudyMaskProps) {
  const row = { id: clip.name, thumbnail: null, event: result.truth?.event ?? null };
  return (
    <ClipCell row={row} model={model} result={asModelResult(result)} perturbed={PERTURBED[result.operator]} />
  );
}
