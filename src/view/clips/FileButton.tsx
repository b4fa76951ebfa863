/** A file input that looks like a button, with its label, focus and keyboard use intact. */
import type { ReactNode } from "react";
import type { ControlName } from "../shortcuts/shortcuts.ts";

interface FileButtonProps {
  /** Visible text and accessible name of the input. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly accept?: string;
  /** True to choose a folder instead of files. Default false. */
  readonly folder?: boolean;
  /** Name by which a keyboard shortcut presses the input. */
  readonly control?: ControlName;
  readonly className?: string;
  readonly onFiles: (files: readonly File[]) => void;
}

export function FileButton({ label, icon, accept, folder, control, className, onFiles }: FileButtonProps) {
  return (
    <label className={`file-button ${className ?? ""}`}>
      {icon}
      <span>{label}</span>
      <input
        type="file"
        className="visually-hidden"
        multiple
        data-control={control}
        {...(accept === undefined ? {} : { accept })}
        {...(folder ? { webkitdirectory: "" } : {})}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // Otherwise choosing the same file again would not fire a change.
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </label>
  );
}
