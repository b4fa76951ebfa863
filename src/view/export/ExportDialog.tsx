/** Dialog with the files that can be exported, and a preview of the figure. */
import { useEffect, useMemo, useState } from "react";
import { OPERATED, type OperatorName } from "../../math/operator.ts";
import { FIGURE_WIDTHS } from "../../export/figure-text.ts";
import { maskedView, waysToPerturb } from "../../state/derived.ts";
import { laneIds, mainLane } from "../../state/lanes.ts";
import { linkOf } from "../../state/link-actions.ts";
import type { LabState } from "../../state/lab-state.ts";
import { figureFactsOf, resultOf } from "../../state/take-away.ts";
import { useActions, useLab, useLabStore } from "../../state/use-lab.ts";
import { useHelp } from "../help/help-context.ts";
import { Icon } from "../parts/icons.tsx";
import { addressOf } from "../link/address-of.ts";
import { ModalDialog } from "../parts/ModalDialog.tsx";
import { Choice } from "./Choice.tsx";
import { FigurePreview } from "./FigurePreview.tsx";
import { SavingNote } from "./SavingNote.tsx";
import { TAKE_AWAY_ITEMS } from "./take-away-items.ts";
import { useSaving } from "./use-saving.ts";

const WIDTHS = Object.values(FIGURE_WIDTHS).map((value) => ({ value, text: `${value} px` }));

export default function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const { show } = useHelp();
  const cite = () => {
    onClose();
    show("cite");
  };
  return (
    <ModalDialog title="Export" wide onClose={onClose}>
      <Contents />
      <p className="dialog-note">
        Using these in a paper?
        <button type="button" className="button-quiet" aria-haspopup="dialog" onClick={cite}>
          Cite
        </button>
      </p>
    </ModalDialog>
  );
}

function Contents() {
  const store = useLabStore();
  const viewed = useLab(maskedView);
  const maskKind = useLab((lab) => mainLane(lab).maskKind);
  const ways = useMemo(
    () => waysToPerturb({ maskKind }).map((value) => ({ value, text: OPERATED[value] })),
    [maskKind],
  );
  const [shows, setShows] = useState<OperatorName>(viewed === "difference" ? ways[0]!.value : viewed);
  const [width, setWidth] = useState<number>(FIGURE_WIDTHS.medium);
  const [link] = useState(() => wholeLink(store.getState()));
  const [saving, save, cancel] = useSaving();
  const cams = useCams();
  const facts = useMemo(
    () => figureFactsOf({ ...store.getState(), lanes: cams.lanes }, shows, link),
    [store, cams.lanes, shows, link],
  );
  const result = useMemo(() => resultOf(store.getState(), link), [store, link]);
  if (facts === null || result === null) return null;
  const busy = saving.kind === "working";
  return (
    <>
      <FigurePreview facts={facts} />
      <div className="export-choices">
        <Choice label="Masked frames" choices={ways} value={shows} onChange={setShows} />
        <Choice label="Figure width" choices={WIDTHS} value={width} onChange={setWidth} />
      </div>
      <ul className="export-items" role="list" aria-label="Files">
        {TAKE_AWAY_ITEMS.map((item) => (
          <li key={item.name}>
            <button
              type="button"
              className="export-item"
              // Not `disabled`, which would take the focus away from the button that was pressed.
              aria-disabled={busy || (item.figure !== null && cams.working)}
              onClick={() => {
                if (busy || (item.figure !== null && cams.working)) return;
                void save({ item, facts, result, width });
              }}
            >
              <Icon name="download" />
              <span className="export-name">{item.name}</span>
              <span className="export-text">{item.text}</span>
            </button>
          </li>
        ))}
      </ul>
      <SavingNote
        saving={saving}
        onCancel={cancel}
        waitingForCam={cams.working}
        notes={notesOf(cams, link)}
      />
    </>
  );
}

/** Returns Grad-CAM of all lanes, which is requested when the dialog opens. */
function useCams() {
  const store = useLabStore();
  const { needCam } = useActions();
  const lanes = useLab((lab) => lab.lanes);
  useEffect(() => {
    for (const id of laneIds(store.getState())) void needCam(id);
  }, [store, needCam]);
  return useMemo(() => {
    const all = lanes.map(({ cam }) => cam);
    return {
      lanes,
      working: all.some(({ kind }) => kind === "working"),
      failed: all.find((state) => state.kind === "failed")?.message ?? null,
    };
  }, [lanes]);
}

/** Returns the address of what is on the page; null if its clip does not fit into a link. */
function wholeLink(state: LabState): string | null {
  const link = linkOf(state);
  if (link === null) return null;
  try {
    return addressOf(link);
  } catch {
    // The page already reported the reason when it could not update its own address.
    return null;
  }
}

function notesOf({ failed }: { readonly failed: string | null }, link: string | null): readonly string[] {
  return [
    ...(failed === null ? [] : [`The figure has no Grad-CAM: ${failed}`]),
    ...(link === null ? ["These files contain no link: the clip does not fit into one."] : []),
  ];
}
