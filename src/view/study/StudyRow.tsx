/** Parts of a row that the table and the cards share: the clip's title, and a model's mask with a link to the lab. */
import type { StudyPlan } from "../../study/plan.ts";
import type { StudyRecord, StudyResult } from "../../study/record.ts";
import { ClipCell } from "../table/ClipCell.tsx";
import type { StudyScore } from "./columns.ts";
import { PERTURBED } from "./words.ts";

/** Props that the table and the cards share. */
export interface StudyRowsProps {
  readonly plan: StudyPlan;
  readonly rows: readonly StudyRecord[];
  readonly scores: readonly StudyScore[];
  readonly caption: string;
}

interface StudyTitleProps {
  readonly plan: StudyPlan;
  readonly record: StudyRecord;
}

/** The clip's name, its class, and any wrong predictions. */
export function StudyTitle({ plan, record: { clip, results } }: StudyTitleProps) {
  return (
    <>
      <span className="row-class">{clip.name}</span>
      <span className="row-id">{clip.label ?? "class unknown"}</span>
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

/** A model's mask, with a link that opens the result in the lab, if there is one. */
export function StudyMask({ record: { clip }, model, result }: StudyMaskProps) {
  const row = { id: clip.name, thumbnail: null, event: result.truth?.event ?? null };
  return <ClipCell row={row} model={model} result={result} perturbed={PERTURBED[result.operator]} />;
}
