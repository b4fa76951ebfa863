/** Chooses what else to measure for each clip, and says what that costs. */
import { GRID_SIZES } from "../../math/spatiotemporal-mask.ts";
import { Segments } from "../parts/Segments.tsx";
import type { WishProps } from "./SearchChoice.tsx";

const GRIDS = [
  { value: 0, text: "No" },
  ...GRID_SIZES.map((value) => ({ value, text: `${value} × ${value}` })),
];

const EXTRAS = [
  {
    key: "cam",
    title: "Grad-CAM",
    note: "Does the heat map point at the object? Measured where its place is known; adds almost no time.",
  },
  {
    key: "windows",
    title: "Every window",
    note: "The score with each unbroken run of frames masked, 136 runs for 16 frames. Takes less time than a search.",
  },
  {
    key: "faithfulness",
    title: "Faithfulness",
    note: "Does each mask show what the model relies on? About 25 times the cost of a search, per clip and model.",
  },
] as const;

export function ExtrasChoice({ wish, onWish }: WishProps) {
  return (
    <section className="panel study-choice" aria-labelledby="study-extras">
      <h3 id="study-extras">Also measure</h3>
      {EXTRAS.map(({ key, title, note }) => (
        <label key={key} className="study-extra">
          <input
            type="checkbox"
            checked={wish[key]}
            aria-label={title}
            aria-describedby={`study-${key}`}
            onChange={({ target }) => onWish({ ...wish, [key]: target.checked })}
          />
          <span>
            <b>{title}</b>
            <span className="field-note" id={`study-${key}`}>
              {note}
            </span>
          </span>
        </label>
      ))}
      <div className="field">
        <span className="field-label">Space-and-time mask</span>
        <Segments
          label="Space-and-time mask"
          options={GRIDS}
          value={wish.spatiotemporal?.across ?? 0}
          describedBy="study-space"
          onChange={(value) => {
            const across = GRID_SIZES.find((size) => size === value);
            onWish({ ...wish, spatiotemporal: across === undefined ? null : { across, area: null } });
          }}
        />
        <p className="field-note" id="study-space">
          One more search per clip and model. It always freezes, and its steps take longer.
        </p>
      </div>
    </section>
  );
}
