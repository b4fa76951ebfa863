/** A file input that looks like a button and keeps its label, focus and keyboard. */
import type { ReactNode } from "react";
import type { ControlName } from "../shortcuts.ts";

interface FileButtonProps {
  /** The input's accessible name, word for word. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly accept?: string;
  /** Choose a folder instead of files. */
  readonly folder?: boolean;
  /** For the shortcut that presses it. */
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
          // The same file can be chosen again.
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </label>
  );
}
