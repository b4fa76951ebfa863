/** The bundled clips, each a button with a picture. */
import { useActions, useLab } from "../../state/use-lab.ts";

/** Relative to the page, as `vite.config.ts` builds it for any path. */
const FOLDER = "clips/";

export function ClipList() {
  const manifest = useLab((lab) => lab.manifest);
  const chosen = useLab(({ onPage }) => (onPage?.input.kind === "bundled" ? onPage.input.clip.id : null));
  const { openClip } = useActions();
  const clips = manifest.kind === "ready" ? manifest.clips : [];
  if (manifest.kind === "ready" && clips.length === 0) {
    return <p className="clips-none">No clips ship with this copy of the page. Upload one of your own.</p>;
  }
  return (
    <ul className="clip-list" role="list" aria-label="Clips" aria-busy={manifest.kind === "loading"}>
      {clips.map((clip) => (
        <li key={clip.id}>
          <button
            type="button"
            className="clip"
            aria-pressed={clip.id === chosen}
            onClick={() => void openClip({ kind: "bundled", clip })}
          >
            <img src={FOLDER + clip.thumbnail} alt="" width={96} height={72} loading="lazy" />
            <span className="clip-name">{clip.name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
