/** Dialog that generates a clip: the user picks what happens in it, and a seed for everything else. */
import { useId, useState } from "react";
import { GENERATED_CLASSES } from "../../../generate/classes.ts";
import { useActions } from "../../../state/use-lab.ts";
import { Icon } from "../../parts/icons.tsx";
import { ModalDialog } from "../../parts/ModalDialog.tsx";
import { SketchView } from "./SketchView.tsx";
import { useSketch } from "./use-sketch.ts";

/** Largest seed: the generator uses the low 32 bits. */
const MOST_SEED = 4_294_967_295;

export default function NewClipDialog({ onClose }: { readonly onClose: () => void }) {
  const { shuffleSeed, openClip } = useActions();
  const [className, setClassName] = useState(GENERATED_CLASSES[0]!.name);
  const [seedText, setSeedText] = useState(() => String(shuffleSeed()));
  const ids = { happens: useId(), seed: useId(), problem: useId() };
  const seed = /^\d+$/.test(seedText) && Number(seedText) <= MOST_SEED ? Number(seedText) : null;
  const sketch = useSketch(className, seed);
  const use = () => {
    if (seed === null) return;
    void openClip({ kind: "generated", className, seed });
    onClose();
  };
  return (
    <ModalDialog title="Generate clip" onClose={onClose}>
      <div className="new-clip">
        <SketchView sketch={sketch} />
        <div className="dialog-form">
          <label className="field-label" htmlFor={ids.happens}>
            What happens
          </label>
          <span className="select">
            <select id={ids.happens} value={className} onChange={(event) => setClassName(event.target.value)}>
              {GENERATED_CLASSES.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
            <Icon name="chevron" />
          </span>
          <label className="field-label" htmlFor={ids.seed}>
            Seed
          </label>
          <div className="field-row">
            <input
              id={ids.seed}
              className="text-field numbers"
              inputMode="numeric"
              autoComplete="off"
              value={seedText}
              aria-invalid={seed === null}
              aria-describedby={seed === null ? ids.problem : undefined}
              onChange={(event) => setSeedText(event.target.value.trim())}
            />
            <button type="button" className="button" onClick={() => setSeedText(String(shuffleSeed()))}>
              <Icon name="dice" />
              Shuffle
            </button>
          </div>
          {seed === null && (
            <p id={ids.problem} className="dialog-problem" role="alert">
              {`A seed is a whole number from 0 to ${MOST_SEED}.`}
            </p>
          )}
          <p className="dialog-note">
            Generated on this machine. The same class and seed always give the same clip, and its true event
            is known.
          </p>
        </div>
      </div>
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
        <button type="button" className="button button-primary" disabled={seed === null} onClick={use}>
          Use this clip
        </button>
      </div>
    </ModalDialog>
  );
}
