/** A model's clip as the paper's tables show it: the picture, if there is one, with the mask as a strip. */
import { Icon } from "../parts/icons.tsx";
import { LabLink } from "./LabLink.tsx";
import { MaskFigure, type MaskFigureProps } from "./MaskFigure.tsx";

/** Relative to the page, because `vite.config.ts` builds for any base path. */
const FOLDER = "clips/";

interface ClipCellProps {
  readonly row: {
    readonly id: string;
    /** File name of the picture in `public/clips`; null if there is none. */
    readonly thumbnail: string | null;
    readonly event: MaskFigureProps["event"];
  };
  readonly model: string;
  readonly result: MaskFigureProps["result"] & {
    /** Fragment of the permalink that opens the result; null if there is none. */
    readonly link: string | null;
  };
  /** Passed on to `MaskFigure`. */
  readonly perturbed?: string;
}

export function ClipCell({ row, model, result, perturbed = "frozen" }: ClipCellProps) {
  const picture = row.thumbnail !== null && (
    <img src={FOLDER + row.thumbnail} alt="" width={64} height={48} loading="lazy" />
  );
  return (
    <div className="clip-cell">
      {result.link === null ? (
        picture
      ) : (
        <LabLink
          className="clip-cell-link"
          fragment={result.link}
          name={`Open ${row.id} with ${model} in the lab`}
        >
          {picture}
          <Icon name="open" />
        </LabLink>
      )}
      <MaskFigure model={model} result={result} event={row.event} perturbed={perturbed} />
    </div>
  );
}
