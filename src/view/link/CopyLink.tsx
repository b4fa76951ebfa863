/** Copies the permalink of what is on the page; if the clipboard is blocked, shows it selected. */
import { useEffect, useRef, useState } from "react";

import { linkOf } from "../../state/link-actions.ts";
import { modelInUse } from "../../state/derived.ts";
import { useActions, useLab, useLabStore } from "../../state/use-lab.ts";
import { formatBytes } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { addressOf } from "./address-of.ts";

type Copy =
  | { readonly kind: "idle" }
  | { readonly kind: "copied"; readonly text: string }
  | { readonly kind: "by-hand"; readonly link: string };

/** Time for which the confirmation is shown. */
const SHOWN_MS = 6000;

export function CopyLink() {
  const store = useLabStore();
  const { report } = useActions();
  const [copy, setCopy] = useState<Copy>({ kind: "idle" });
  const waiting = useLab((lab) => (lab.onPage?.pack.kind === "packing" ? "Packing the clip" : null));
  const ready = useLab((lab) => linkOf(lab) !== null);
  useEffect(() => {
    if (copy.kind !== "copied") return;
    const timer = setTimeout(() => setCopy({ kind: "idle" }), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copy]);
  const onCopy = async () => {
    const state = store.getState();
    const link = linkOf(state);
    if (link === null) return;
    const address = addressOf(link);
    const yours =
      modelInUse(state)?.source.kind !== "bundled"
        ? " Your model is not in it; the recipient must load it."
        : "";
    const text = `Link copied, ${formatBytes(address.length)}.${link.clip.kind === "inside" ? " It contains the clip." : ""}${yours}`;
    try {
      await navigator.clipboard.writeText(address);
      setCopy({ kind: "copied", text });
    } catch {
      // No permission, or not a secure page: the user can still copy the link by hand.
      setCopy({ kind: "by-hand", link: address });
    }
  };
  return (
    <div className="copy">
      <button
        type="button"
        className="button"
        data-control="copy"
        disabled={!ready}
        onClick={() => void onCopy().catch(report)}
      >
        <Icon name="link" />
        <span>
          Copy<span className="copy-rest"> permalink</span>
        </span>
      </button>
      <p className="copy-note" role="status" aria-label="Sharing">
        {copy.kind === "copied" ? copy.text : waiting}
      </p>
      {copy.kind === "by-hand" && <LinkField link={copy.link} onDone={() => setCopy({ kind: "idle" })} />}
    </div>
  );
}

function LinkField({ link, onDone }: { readonly link: string; readonly onDone: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <div className="copy-field">
      <label htmlFor="link-text">This page cannot use the clipboard. Copy the selected link:</label>
      <input id="link-text" ref={field} readOnly value={link} onFocus={(event) => event.target.select()} />
      <button type="button" className="button-quiet" onClick={onDone}>
        Done
      </button>
    </div>
  );
}
