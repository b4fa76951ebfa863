/** Overlap of masks with the true events, beside that of blocks of the same length. */
import { formatInterval, formatPValues, formatSigned } from "../../base/format.ts";
import type { ModelStatistics } from "../../study/statistics.ts";
import { formatScore } from "../parts/format.ts";
import { Scrollable } from "../parts/Scrollable.tsx";

export function TruthTable({ models }: { readonly models: readonly ModelStatistics[] }) {
  const known = models.filter(({ truth }) => truth.length > 0);
  if (known.length === 0) return null;
  return (
    <section className="panel measure" aria-labelledby="study-truth">
      <h3 id="study-truth">Do masks find the event?</h3>
      <p className="measure-text">
        Overlap of mask and true event (IoU): 1 if they are the same frames, 0 if they share none. Events
        often lie near the middle of a clip, so even a centred block of the same length does well; the gain is
        how much better the mask does.
      </p>
      <Scrollable className="stat-scroll" label="Masks against events">
        <table className="stat-table study-truth">
          <caption className="visually-hidden">Overlap of mask and event</caption>
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">Clips</th>
              <th scope="col">Mask</th>
              <th scope="col">Centred block</th>
              <th scope="col">Random block</th>
              <th scope="col">Gain over centred block</th>
            </tr>
          </thead>
          <tbody>
            {known.map(({ id, name, truth }) =>
              truth.map(({ title, n, iou, iouCentred, iouAnywhere, gain, interval, p, pHolm }, i) => (
                <tr key={`${id} ${title}`}>
                  {i === 0 && (
                    <th scope="rowgroup" rowSpan={truth.length}>
                      {name}
                    </th>
                  )}
                  <th scope="row">
                    {title}
                    <span className="stat-n">{`${n} clips`}</span>
                  </th>
                  <td>{formatScore(iou)}</td>
                  <td>{formatScore(iouCentred)}</td>
                  <td>{formatScore(iouAnywhere)}</td>
                  <td>
                    {formatSigned(gain, 3)}
                    <span className="stat-n">{`${formatInterval(interval, 3)}, ${formatPValues({ p, pHolm })}`}</span>
                  </td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </Scrollable>
    </section>
  );
}
