/** Lists how the two tables differ, so that no reader takes one for a copy of the other. */
import type { LabTable } from "../../paper/lab.ts";
import type { PublishedTable } from "../../paper/published.ts";
import { statisticsOf } from "../../paper/statistics.ts";
import { MODELS } from "../../paper/table.ts";

/** Class count (Something-Something v2) and input size of the paper's models. */
const PAPER_CLASSES = 174;
const PAPER_SIZE = "224 × 224";

interface DifferencesProps {
  readonly published: PublishedTable | null;
  readonly lab: LabTable | null;
}

export function Differences({ published, lab }: DifferencesProps) {
  if (published === null || lab === null) return null;
  const ours = MODELS.map(({ key }) => lab.models[key]);
  const classes = [...new Set(ours.map((model) => model.classes))].join(" and ");
  const sizes = [...new Set(ours.map(({ width, height }) => `${width} × ${height}`))].join(" and ");
  const { counts } = statisticsOf(published);
  return (
    <section className="panel differences" aria-labelledby="differences-title">
      <h3 id="differences-title">How the two tables differ</h3>
      <ul>
        <li>
          <b>Clips.</b>{" "}
          {`Theirs are ${published.rows.length} clips of ${published.source.data}, filmed by people. Their page says that the appendix’s clips were drawn at random, two from each of eleven classes on which both models do about equally well. Ours are ${lab.rows.length} computer-generated clips, chosen to ship with this page.`}
        </li>
        <li>
          <b>Models.</b>{" "}
          {`Theirs know ${PAPER_CLASSES} classes, take frames of ${PAPER_SIZE} pixels and were trained on real clips. Ours are smaller models of the same two kinds: they know ${classes} classes, take frames of ${sizes} pixels and were trained on generated clips only. Do not expect the numbers of one table in the other.`}
        </li>
        <li>
          <b>Explained class.</b>{" "}
          {`Where a model is wrong, the authors explain the class it predicted (P): on ${counts.i3d.mistaken} of ${published.rows.length} clips for I3D and on ${counts.clstm.mistaken} for C-LSTM. The two models of a row may therefore explain different classes. We always explain the true class.`}
        </li>
        <li>
          <b>Search.</b>{" "}
          {lab.preset === "default"
            ? "Theirs is the released code: a gradient descent on soft masks, from a central block, with the bugs that the lab’s “Paper” preset reproduces. Ours is the “Default” preset: it tries up to 300 masks of whole frames, cheapest first, and keeps the one with the lowest loss."
            : "Both use the released code’s settings."}{" "}
          Their page lists a learning rate of 0.001, their code 0.2.
        </li>
        <li>
          <b>Scores.</b> Theirs are of soft masks, which can freeze a frame in part, although the masks were
          published as on or off for each frame. Ours are of exactly the frames that are on, fully frozen or
          reversed.
        </li>
      </ul>
    </section>
  );
}
