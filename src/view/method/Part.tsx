/** One part of the method page, with its heading. */
import type { ReactNode } from "react";
import { titleOfPart, type MethodPartId } from "./method-parts.ts";

interface PartProps {
  readonly id: MethodPartId;
  readonly children: ReactNode;
}

export function Part({ id, children }: PartProps) {
  return (
    <section id={`method-${id}`} className="part" aria-labelledby={`method-${id}-title`}>
      <h3 id={`method-${id}-title`} tabIndex={-1}>
        {titleOfPart(id)}
      </h3>
      {children}
    </section>
  );
}

/** Names the files that compute what the part describes. */
export function InCode({ files }: { readonly files: readonly string[] }) {
  return (
    <p className="in-code">
      In the code:{" "}
      {files.map((file, at) => (
        <span key={file}>
          {at > 0 && ", "}
          <code>{file}</code>
        </span>
      ))}
    </p>
  );
}
