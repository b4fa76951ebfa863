/** How to cite the paper and the lab: a BibTeX entry of each, to copy. */
import { useRef, useState } from "react";
import { useHelp } from "../help/help-context.ts";
import { Icon } from "../parts/icons.tsx";
import { ModalDialog } from "../parts/ModalDialog.tsx";
import { bibtexOf } from "./bibtex.ts";
import { LAB, PAPER } from "./works.ts";
import "../styles/cite.css";

export default function CiteDialog() {
  const { show } = useHelp();
  return (
    <ModalDialog title="Cite" wide onClose={() => show(null)}>
      <p>Please cite the paper whose method this lab implements, and the lab if you used it.</p>
      <Entry name="the paper" title="Paper" bibtex={bibtexOf(PAPER)} />
      <Entry name="the lab" title="Lab" bibtex={bibtexOf(LAB, publicAddress())} />
    </ModalDialog>
  );
}

/** Returns the address of this page without its query and fragment; undefined for a page on the user's own machine. */
function publicAddress(): string | undefined {
  const { protocol, origin, pathname } = location;
  return protocol === "https:" ? origin + pathname : undefined;
}

interface EntryProps {
  /** As the copy button and its confirmation say it. */
  readonly name: string;
  readonly title: string;
  readonly bibtex: string;
}

function Entry({ name, title, bibtex }: EntryProps) {
  const [note, setNote] = useState("");
  const text = useRef<HTMLPreElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(bibtex);
      setNote("Copied.");
    } catch {
      // No permission, or an insecure page.
      if (text.current !== null) getSelection()?.selectAllChildren(text.current);
      setNote("The clipboard is closed to this page. The entry is selected: copy it by hand.");
    }
  };
  return (
    <section className="cite-entry" aria-label={title}>
      <h3>{title}</h3>
      <pre ref={text}>{bibtex}</pre>
      <div className="cite-copy">
        <button type="button" className="button" onClick={() => void copy()}>
          <Icon name="copy" /> Copy BibTeX<span className="visually-hidden"> of {name}</span>
        </button>
        <p role="status" aria-label={`Copying ${name}`}>
          {note}
        </p>
      </div>
    </section>
  );
}
