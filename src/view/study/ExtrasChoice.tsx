/** What is measured beside each clip's mask, and what that costs. */
import { GRID_SIZES } from "../../math/spatiotemporal-mask.ts";
import { Segments } from "../Segments.tsx";
import type { WishProps } from "./SearchChoice.tsx";

const GRIDS = [
  { value: 0, text: "No" },
  ...GRID_SIZES.map((value) => ({ value, text: `${value} × ${value}` })),
];

const EXTRAS = [
  {
    key: "cam",
    title: "Grad-CAM",
    note: "Whether it points at the thing, where that is known. Costs next to nothing.",
  },
  {
    key: "windows",
    title: "Every window",
    note: "The score under each run of frames, 136 of them for 16 frames. Costs less than a search.",
  },
  {
    key: "faithfulness",
    title: "Faithfulness",
    note: "How far each mask can be believed. Costs some fifteen searches a clip and model.",
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
        <span className="field-label">Mask over space and time</span>
        <Segments
          label="Mask over space and time"
          options={GRIDS}
          value={wish.spatiotemporal?.across ?? 0}
          describedBy="study-space"
          onChange={(value) => {
            const across = GRID_SIZES.find((size) => size === value);
            onWish({ ...wish, spatiotemporal: across === undefined ? null : { across, area: null } });
          }}
        />
        <p className="field-note" id="study-space">
          One more search a clip and model; it always freezes, and its steps take longer.
        </p>
      </div>
    </section>
  );
}
