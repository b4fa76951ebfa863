/** Chooses the part of a clip's source that is sampled: handles on a strip of the whole source. */
import { useState, type ReactNode } from "react";
import type { ClipOnPage, TimeRange } from "../../../state/lab-state.ts";
import { formatPart } from "../../parts/format.ts";
import { Icon } from "../../parts/icons.tsx";
import { Term } from "../../terms/Term.tsx";
import { SHORTEST_PART_S } from "./trim-maths.ts";
import { TrimStrip } from "./TrimStrip.tsx";

/** Shown for every clip whose source is long enough. It starts folded for bundled clips, which are short already. */
export function Trim({ onPage }: { readonly onPage: ClipOnPage }) {
  const wholeS = onPage.clip.sourceDurationS ?? 0;
  if (wholeS < 2 * SHORTEST_PART_S) return null;
  const { input } = onPage;
  if (input.kind === "generated" || input.kind === "inside") return null;
  const { range: chosen = [0, wholeS] } = input;
  return (
    <Foldable startsOpen={input.kind !== "bundled" && hasRoom()} key={input.kind} chosen={chosen}>
      <TrimStrip onPage={onPage} wholeS={wholeS} chosen={chosen} />
    </Foldable>
  );
}

/** Returns whether the screen has room for it; on a phone the players should not be pushed down. */
function hasRoom(): boolean {
  return matchMedia("(width >= 48rem)").matches;
}

interface FoldableProps {
  readonly startsOpen: boolean;
  readonly chosen: TimeRange;
  readonly children: ReactNode;
}

function Foldable({ startsOpen, chosen, children }: FoldableProps) {
  const [open, setOpen] = useState(startsOpen);
  return (
    <div className="trim">
      <div className="trim-head">
        <button type="button" className="trim-title" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name="chevron" />
          <span>Trim</span>
          <span className="numbers">{formatPart(chosen)}</span>
        </button>
        <Term name="part-used" />
      </div>
      {open && children}
    </div>
  );
}
