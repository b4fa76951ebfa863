/** One finished search: its clip and class, result, and time. */
import type { ListedSearch } from "../../saved/searches/search-store.ts";
import { OPERATED } from "../../math/operator.ts";
import { recordedSoft, scoreUnder } from "../../result/mask-result.ts";
import { formatScore } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { MiniMask } from "../mask/MiniMask.tsx";
import { relativeTime } from "./relative-time.ts";

/** Text for masks of other kinds than the paper's. */
const KINDS = {
  reverse: "by reversing",
  fade: "by fading",
  blur: "by blurring",
  spatiotemporal: "over space and time",
} as const;

/** Returns the score that a search of this kind lowers. */
function lowered(kind: keyof typeof KINDS | "freeze") {
  if (kind === "fade" || kind === "blur") return OPERATED[kind].toLowerCase();
  return kind === "reverse" ? <abbr title="Reverse score">RS</abbr> : <abbr title="Freeze score">FS</abbr>;
}

interface HistoryRowProps {
  readonly item: ListedSearch;
  /** Current time, milliseconds since 1970. */
  readonly now: number;
  readonly onOpen: () => void;
  readonly onDelete: () => void;
}

export function HistoryRow({ item, now, onOpen, onDelete }: HistoryRowProps) {
  const { id, clipName, results, thumbnail, savedAt, maskKind = "freeze", original, hasOriginal } = item;
  const title = results[0]?.className ?? clipName;
  return (
    <li className="history-row">
      <span className="history-picture">
        {thumbnail !== null && <img src={thumbnail} alt="" loading="lazy" />}
      </span>
      <div className="history-text">
        <button type="button" className="history-open" aria-describedby={`history-${id}`} onClick={onOpen}>
          <span className="visually-hidden">Open </span>
          {title}
        </button>
        <p className="history-about" id={`history-${id}`}>
          {clipName} ·{" "}
          <time dateTime={savedAt} title={new Date(savedAt).toLocaleString("en")}>
            {relativeTime(savedAt, now)}
          </time>
          {maskKind !== "freeze" && ` · ${KINDS[maskKind]}`}
          {results.some(({ measured }) => measured != null) && " · faithfulness checked"}
        </p>
        {results.map(({ modelId, modelName, className, mask, scores }) => (
          <div key={`${modelId} ${className}`} className="history-result">
            <p>
              <b>{modelName}</b>
              {className !== title && ` ${className}`}{" "}
              <span className="numbers">
                <abbr title="Original score">OS</abbr> {formatScore(scores.os)} → {lowered(maskKind)}{" "}
                {formatScore(scoreUnder(scores, maskKind === "spatiotemporal" ? "freeze" : maskKind))}
                {recordedSoft(scores, mask, item.link) && (
                  <abbr title="Score of the mask as found"> soft</abbr>
                )}
              </span>
            </p>
            <MiniMask mask={mask} />
          </div>
        ))}
        {original !== null && !hasOriginal && (
          <p className="history-small">Only a small copy of the clip is saved (about 160 px).</p>
        )}
      </div>
      <button
        type="button"
        className="round history-delete"
        aria-label={`Delete ${title}, ${clipName}`}
        onClick={onDelete}
      >
        <Icon name="bin" />
      </button>
    </li>
  );
}
