/** Chooses the class to explain: predictions first, with their scores, then all other classes. Typing filters. */
import { useMemo } from "react";
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { cardInUse, modelToAsk, rankClasses, targetName, type RankedClass } from "../../state/derived.ts";
import { useActions, useLab, useLane, useLaneId } from "../../state/use-lab.ts";
import { formatScore } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { Term } from "../terms/Term.tsx";

/** Number of classes listed as predictions. */
export const SHOWN_PREDICTIONS = 5;

/** Returns all classes of the lane's model, most probable first; null until both are known. */
export function useRankedClasses(): readonly RankedClass[] | null {
  const id = useLaneId();
  const classes = useLab((lab) => cardInUse(lab, id)?.classes ?? null);
  const predictions = useLane((lane) => lane.predictions);
  return useMemo(
    () =>
      classes === null || predictions.kind !== "ready"
        ? null
        : rankClasses(classes, predictions.probabilities),
    [classes, predictions],
  );
}

interface ClassOption extends RankedClass {
  /** True for the first class after the predictions, which has a line above it. */
  readonly startsOthers: boolean;
}

/**
 * Returns the predictions by score, then the other classes by name. One flat list, because React Aria's sections fail in
 * React's development build (adobe/react-spectrum#9405).
 */
function optionsOf(ranked: readonly RankedClass[]): readonly ClassOption[] {
  const predictions = ranked.slice(0, SHOWN_PREDICTIONS);
  const others = ranked.slice(SHOWN_PREDICTIONS).toSorted((a, b) => a.name.localeCompare(b.name));
  return [...predictions, ...others].map((ranked, at) => ({
    ...ranked,
    startsOthers: at === SHOWN_PREDICTIONS,
  }));
}

interface ClassPickerProps {
  /** Default: "Class". */
  readonly label?: string;
}

export function ClassPicker({ label = "Class" }: ClassPickerProps) {
  const id = useLaneId();
  const ranked = useRankedClasses();
  const target = useLane((lane) => lane.target);
  // For a model that is not loaded, only the name of the linked class is known.
  const linked = useLab((lab) => (modelToAsk(lab, id) === null ? targetName(lab, id) : null));
  const { chooseTarget } = useActions();
  const options = useMemo(() => (ranked === null ? [] : optionsOf(ranked)), [ranked]);
  return (
    <ComboBox
      className="field"
      menuTrigger="focus"
      isDisabled={ranked === null}
      defaultItems={options}
      // React Aria keeps the text it was first given, so a new list of classes needs a new box.
      key={ranked === null ? "waiting" : "ready"}
      value={ranked === null ? null : target}
      onChange={(key) => {
        if (typeof key === "number") chooseTarget(key, id);
      }}
    >
      <span className="field-head">
        <Label className="field-label">{label}</Label>
        <Term name="target" />
      </span>
      <div className="combo">
        <Input
          className="combo-input"
          placeholder={ranked === null ? (linked ?? "Waiting for predictions") : "Type to filter"}
          // Select the name, so that typing replaces it.
          onFocus={(event) => event.target.select()}
          onClick={(event) => event.currentTarget.select()}
        />
        <Button className="combo-button">
          <Icon name="chevron" />
        </Button>
      </div>
      <Popover className="popover" offset={4}>
        <ListBox
          className="options"
          renderEmptyState={() => <p className="options-none">No class matches.</p>}
        >
          {({ index, name, probability, startsOthers }: ClassOption) => (
            <ListBoxItem
              id={index}
              textValue={name}
              className={startsOthers ? "option option-starts-others" : "option"}
            >
              <span>{name}</span>
              <span className="numbers">{formatScore(probability)}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
