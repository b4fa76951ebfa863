/** Dialog that loads a clip from a URL. It stays open until the clip is loaded, and shows what went wrong. */
import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import { checkClipAddress } from "../../../state/clip-address.ts";
import { useActions, useLab } from "../../../state/use-lab.ts";
import { ModalDialog } from "../../parts/ModalDialog.tsx";
import { ClipJobBar } from "../DecodeProgress.tsx";

export default function AddressDialog({ onClose }: { readonly onClose: () => void }) {
  const { openAddress, stopDecoding } = useActions();
  const job = useLab(({ clipJob }) => clipJob);
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [loading, setLoading] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const ids = { field: useId(), hint: useId(), problem: useId() };
  /** False once the dialog is closed, which cancels the download: its outcome is then ignored. */
  const open = useRef(true);
  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
    };
  }, []);

  const close = () => {
    if (loading) stopDecoding();
    onClose();
  };
  const load = async (event: FormEvent) => {
    event.preventDefault();
    if (loading) return;
    const address = checkClipAddress(text);
    setProblem(address.ok ? null : address.problem);
    if (!address.ok) {
      field.current?.focus();
      return;
    }
    setLoading(true);
    const opened = await openAddress(address.url);
    if (!open.current) return;
    setLoading(false);
    if (opened.kind === "opened") onClose();
    else if (opened.kind === "failed") setProblem(opened.problem.message);
  };

  return (
    <ModalDialog title="Clip from a URL" onClose={close}>
      <form className="dialog-form" noValidate onSubmit={(event) => void load(event)}>
        <label className="field-label" htmlFor={ids.field}>
          URL of a video or GIF
        </label>
        <input
          ref={field}
          id={ids.field}
          className="text-field"
          type="url"
          inputMode="url"
          autoComplete="url"
          spellCheck={false}
          autoFocus
          placeholder="https://…/clip.mp4"
          value={text}
          readOnly={loading}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? ids.hint : ids.problem}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(null);
          }}
        />
        {problem === null ? (
          <p id={ids.hint} className="dialog-note">
            Your browser downloads the file straight from that server; nothing is uploaded. The server must
            allow other pages to read it (CORS).
          </p>
        ) : (
          <p id={ids.problem} className="dialog-problem" role="alert">
            {problem}
          </p>
        )}
        {loading && job.kind !== "idle" && (
          <div className="job">
            <ClipJobBar job={job} />
          </div>
        )}
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={loading ? stopDecoding : close}>
            {loading ? "Stop" : "Cancel"}
          </button>
          {/* Not `disabled`: the button would lose the focus, and Escape would stop working. */}
          <button type="submit" className="button button-primary" aria-disabled={loading}>
            Load clip
          </button>
        </div>
      </form>
    </ModalDialog>
  );
}
