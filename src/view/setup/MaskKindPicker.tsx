/** Chooses the kind of mask: over time, with one of four operators, or over space and time. */
import type { OperatorName } from "../../math/operator.ts";
import { GRID_SIZES } from "../../math/spatiotemporal-mask.ts";
import { FREEZING, type MaskKind } from "../../result/link-fields.ts";
import { isSearching } from "../../state/derived.ts";
import { mainLane } from "../../state/lanes.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { Icon } from "../parts/icons.tsx";
import { Term } from "../terms/Term.tsx";
import { OPERATOR_OPTIONS } from "./search-options.ts";
import { SegmentsField } from "./SegmentsField.tsx";

const KINDS = [
  { value: "temporal", text: "Time" },
  { value: "spatiotemporal", text: "Space and time" },
] as const;

const GRIDS = GRID_SIZES.map((value) => ({ value, text: `${value} × ${value}` }));

/** Shares of the clip to choose from; null weighs the area against the score. */
const AREAS: readonly (number | null)[] = [null, 0.05, 0.1, 0.2, 0.4];

const FIRST_PLACED: Extract<MaskKind, { kind: "spatiotemporal" }> = {
  kind: "spatiotemporal",
  across: 7,
  area: null,
};

export function MaskKindPicker() {
  const maskKind = useLab((lab) => mainLane(lab).maskKind);
  const locked = useLab(isSearching);
  const { chooseMaskKind } = useActions();
  return (
    <div className="field mask-kind">
      <SegmentsField
        term="mask-over"
        label="Mask over"
        options={KINDS}
        value={maskKind.kind}
        disabled={locked}
        onChange={(kind) => chooseMaskKind(kind === "temporal" ? FREEZING : FIRST_PLACED)}
      />
      {maskKind.kind === "temporal" ? (
        <OperatorPicker operator={maskKind.operator} locked={locked} />
      ) : (
        <GridPicker kind={maskKind} locked={locked} />
      )}
    </div>
  );
}

function OperatorPicker({ operator, locked }: { readonly operator: OperatorName; readonly locked: boolean }) {
  const { chooseMaskKind } = useActions();
  return (
    <SegmentsField
      term="operator"
      label="Perturb by"
      options={OPERATOR_OPTIONS}
      value={operator}
      disabled={locked}
      onChange={(value) => chooseMaskKind({ kind: "temporal", operator: value })}
    />
  );
}

interface GridPickerProps {
  readonly kind: typeof FIRST_PLACED;
  readonly locked: boolean;
}

function GridPicker({ kind, locked }: GridPickerProps) {
  const { chooseMaskKind } = useActions();
  return (
    <>
      <SegmentsField
        term="grid-cells"
        label="Cells"
        options={GRIDS}
        value={kind.across}
        disabled={locked}
        onChange={(across) => chooseMaskKind({ ...kind, across })}
      />
      <label className="field-row presets">
        <span className="field-label">
          <Term name="area">Area</Term>
        </span>
        <span className="select">
          <select
            aria-label="Area"
            value={String(kind.area)}
            disabled={locked}
            onChange={({ target }) =>
              chooseMaskKind({ ...kind, area: target.value === "null" ? null : Number(target.value) })
            }
          >
            {AREAS.map((area) => (
              <option key={String(area)} value={String(area)}>
                {area === null ? "Weighed against the score" : `${Math.round(area * 100)} % of the clip`}
              </option>
            ))}
          </select>
          <Icon name="chevron" />
        </span>
      </label>
    </>
  );
}
