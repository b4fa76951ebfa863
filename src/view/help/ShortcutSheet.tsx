/** List of all shortcuts, from the table that the key handler uses. Single-letter ones can be turned off here. */
import { Fragment } from "react";
import { ModalDialog } from "../parts/ModalDialog.tsx";
import { keysOf, SHORTCUT_GROUPS, SHORTCUTS, type Shortcut } from "../shortcuts/shortcuts.ts";
import { useHelp } from "./help-context.ts";

const isMac = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

export default function ShortcutSheet() {
  const { show, letterKeys, setLetterKeys } = useHelp();
  const close = () => show(null);
  return (
    <ModalDialog title="Keyboard shortcuts" wide onClose={close}>
      <div className="sheet-groups">
        {SHORTCUT_GROUPS.map((group) => (
          <section key={group} className="sheet-group" aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {SHORTCUTS.filter((shortcut) => shortcut.group === group).map((shortcut) => (
                <div key={shortcut.id} className="sheet-line">
                  <dt>{shortcut.title}</dt>
                  <dd>
                    <Keys shortcut={shortcut} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label className="sheet-letters">
        <input
          type="checkbox"
          checked={letterKeys}
          onChange={(event) => setLetterKeys(event.target.checked)}
        />
        <span>
          Single letters, digits and symbols work as shortcuts
          <small>Turn this off if you use dictation or press keys by accident. Saved on this machine.</small>
        </span>
      </label>
    </ModalDialog>
  );
}

function Keys({ shortcut: { chords, shown } }: { readonly shortcut: Shortcut }) {
  const mac = isMac();
  if (shown !== undefined) return <kbd>{shown}</kbd>;
  return chords.map((chord, nth) => (
    <Fragment key={nth}>
      {nth > 0 && " or "}
      {keysOf(chord, mac).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </Fragment>
  ));
}
