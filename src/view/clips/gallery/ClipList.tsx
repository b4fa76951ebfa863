/** The bundled clips: one tab stop, arrow keys between them, and a search box if there are many. */
import { useId, useMemo, useState } from "react";
import { useActions, useLab } from "../../../state/use-lab.ts";
import { ClipCard } from "./ClipCard.tsx";
import { matchingClips } from "./matching-clips.ts";
import { useRovingFocus } from "./use-roving-focus.ts";

/** Number of clips from which a search box is shown. */
const MANY = 9;

export function ClipList() {
  const manifest = useLab((lab) => lab.manifest);
  const chosen = useLab(({ onPage }) => (onPage?.input.kind === "bundled" ? onPage.input.clip.id : null));
  const { openClip } = useActions();
  const [wanted, setWanted] = useState("");
  const filterId = useId();
  const all = useMemo(() => (manifest.kind === "ready" ? manifest.clips : []), [manifest]);
  const clips = useMemo(() => matchingClips(all, wanted), [all, wanted]);
  const roving = useRovingFocus(
    clips.length,
    clips.findIndex(({ id }) => id === chosen),
  );
  if (manifest.kind === "ready" && all.length === 0) {
    return <p className="clips-none">This copy of the page has no bundled clips. Upload one of your own.</p>;
  }
  return (
    <div className="gallery">
      {all.length >= MANY && (
        <input
          id={filterId}
          type="search"
          className="gallery-search"
          aria-label="Search the clips"
          placeholder={`Search ${all.length} clips`}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      )}
      <ul
        className="clip-list"
        role="list"
        aria-label="Clips"
        aria-busy={manifest.kind === "loading"}
        onKeyDown={roving.onKeyDown}
      >
        {clips.map((clip, i) => (
          <li key={clip.id}>
            <ClipCard
              clip={clip}
              chosen={clip.id === chosen}
              tabIndex={roving.tabIndexOf(i)}
              onFocus={() => roving.setCurrent(i)}
              onChoose={() => void openClip({ kind: "bundled", clip })}
            />
          </li>
        ))}
      </ul>
      <p className="clips-none" role="status">
        {manifest.kind === "ready" && clips.length === 0 && `No clip matches “${wanted.trim()}”.`}
      </p>
    </div>
  );
}
