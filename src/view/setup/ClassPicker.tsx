/** Which class to explain: the predictions first, with their scores, then all classes. Typing filters. */
import { useMemo } from "react";
import {
  Button,
  Collection,
  ComboBox,
  Header,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
} from "react-aria-components";
import { cardInUse, rankClasses, type RankedClass } from "../../state/derived.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { formatScore } from "../format.ts";
import { ChevronIcon } from "../icons.tsx";

/** How many classes count as predictions. */
export const SHOWN_PREDICTIONS = 5;

/** All classes of the model, predictions first; null until both are known. */
export function useRankedClasses(): readonly RankedClass[] | null {
  const classes = useLab((lab) => cardInUse(lab)?.classes ?? null);
  const predictions = useLab((lab) => lab.predictions);
  return useMemo(
    () =>
      classes === null || predictions.kind !== "ready"
        ? null
        : rankClasses(classes, predictions.probabilities),
    [classes, predictions],
  );
}

export function ClassPicker() {
  const ranked = useRankedClasses();
  const target = useLab((lab) => lab.target);
  const { chooseTarget } = useActions();
  const sections = useMemo(() => {
    if (ranked === null) return [];
    const others = ranked.slice(SHOWN_PREDICTIONS).toSorted((a, b) => a.name.localeCompare(b.name));
    return [
      { id: "predictions", title: "Predictions", classes: ranked.slice(0, SHOWN_PREDICTIONS) },
      ...(others.length > 0 ? [{ id: "others", title: "All other classes", classes: others }] : []),
    ];
  }, [ranked]);
  return (
    <ComboBox
      className="field"
      menuTrigger="focus"
      isDisabled={ranked === null}
      defaultItems={sections}
      // React Aria keeps the text it was first given, so a new list of classes is a new box.
      key={ranked === null ? "waiting" : "ready"}
      value={ranked === null ? null : target}
      onChange={(key) => {
        if (typeof key === "number") chooseTarget(key);
      }}
    >
      <Label className="field-label">Class</Label>
      <div className="combo">
        <Input
          className="combo-input"
          placeholder={ranked === null ? "Waiting for predictions" : "Type to filter"}
        />
        <Button className="combo-button">
          <ChevronIcon />
        </Button>
      </div>
      <Popover className="popover" offset={4}>
        <ListBox
          className="options"
          renderEmptyState={() => <p className="options-none">No class has this name.</p>}
        >
          {(section: (typeof sections)[number]) => (
            <ListBoxSection id={section.id}>
              <Header className="options-title">{section.title}</Header>
              <Collection items={section.classes}>
                {({ index, name, probability }) => (
                  <ListBoxItem id={index} textValue={name} className="option">
                    <span>{name}</span>
                    <span className="numbers">{formatScore(probability)}</span>
                  </ListBoxItem>
                )}
              </Collection>
            </ListBoxSection>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
