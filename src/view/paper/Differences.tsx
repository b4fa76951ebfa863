/** What sets the two tables apart, so that nobody reads one as a copy of the other. */
import type { LabTable } from "../../paper/lab.ts";
import type { PublishedTable } from "../../paper/published.ts";
import { statisticsOf } from "../../paper/statistics.ts";
import { MODELS } from "../../paper/table.ts";

/** Of the paper's models: the classes of Something-Something v2, and the size of the frames they see. */
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
      <h3 id="differences-title">What differs between the two tables</h3>
      <ul>
        <li>
          <b>Clips.</b>{" "}
          {`Theirs are ${published.rows.length} clips of ${published.source.data}, filmed by people; their page says that those of the appendix were drawn at random, two from each of eleven classes on which both models do about equally well. Ours are ${lab.rows.length} clips drawn by code, chosen to ship with this page.`}
        </li>
        <li>
          <b>Models.</b>{" "}
          {`Theirs know ${PAPER_CLASSES} classes, see frames of ${PAPER_SIZE} and were trained on real clips. Ours are smaller models of the same two kinds: they know ${classes} classes, see frames of ${sizes} and were trained on generated clips alone. No number of one table can be expected in the other.`}
        </li>
        <li>
          <b>Class explained.</b>{" "}
          {`Where a model errs, they explain the class that it predicted (P), for I3D on ${counts.i3d.mistaken} and for C-LSTM on ${counts.clstm.mistaken} of ${published.rows.length} clips, so the two models of a row may be asked about different classes. We always explain the true class.`}
        </li>
        <li>
          <b>Search.</b>{" "}
          {lab.preset === "default"
            ? "Theirs is the released code’s, with the faults that the preset “Paper” of the lab keeps. Ours uses the “Default” preset, which mends them: it starts from the last central block that still passes, stops once the loss has settled, and keeps the mask of the lowest loss."
            : "Both use the released code’s settings."}{" "}
          Their page lists a learning rate of 0.001, their code 0.2.
        </li>
        <li>
          <b>Masks.</b> Theirs were published frame by frame as on or off, ours hold the learnt values.
        </li>
      </ul>
    </section>
  );
}
