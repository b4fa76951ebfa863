/** Tensors that do not match the network: first those that prevent loading, then those that are ignored. */
import type { Inspection, Mismatch } from "../../recognise/inspection.ts";
import { Scrollable } from "../parts/Scrollable.tsx";

const PROBLEMS: Readonly<Record<Mismatch["problem"], string>> = {
  missing: "missing",
  shape: "wrong shape",
  unexpected: "unexpected",
};

/** Rows shown at most: more than any network here can lack, while a file may hold a hundred thousand unused tensors. */
const MOST_ROWS = 400;

export function MismatchTables({ inspection: { network, mismatches } }: { readonly inspection: Inspection }) {
  const needed = mismatches.filter(({ problem }) => problem !== "unexpected");
  const aside = mismatches.filter(({ problem }) => problem === "unexpected");
  return (
    <>
      {needed.length > 0 && (
        <div className="mismatches">
          <p className="dialog-problem" role="alert">
            {`This file is almost ${/^[AEIOU]/.test(network) ? "an" : "a"} ${network}, but ${countOf(needed)} ${needed.length === 1 ? "does" : "do"} not fit, so it cannot be loaded. `}
            Check that the checkpoint is the right one, complete, and from an unmodified network.
          </p>
          <MismatchTable label="Tensors that do not fit" rows={needed} />
        </div>
      )}
      {aside.length > 0 && (
        <details className="mismatches">
          <summary>{`${countOf(aside)} ignored: the network does not use ${aside.length === 1 ? "it" : "them"}`}</summary>
          <MismatchTable label="Ignored tensors" rows={aside} />
        </details>
      )}
    </>
  );
}

function countOf(rows: readonly Mismatch[]): string {
  return rows.length === 1 ? "1 tensor" : `${rows.length} tensors`;
}

function MismatchTable({ label, rows }: { readonly label: string; readonly rows: readonly Mismatch[] }) {
  return (
    <Scrollable className="mismatch-scroll" label={label}>
      <table className="mismatch-table">
        <thead>
          <tr>
            <th scope="col">Tensor</th>
            <th scope="col">Problem</th>
            <th scope="col">Expected</th>
            <th scope="col">Found</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map(({ name, problem, expected, found }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{PROBLEMS[problem]}</td>
              <td className="numbers">{shapeText(expected)}</td>
              <td className="numbers">{shapeText(found)}</td>
            </tr>
          ))}
          {rows.length > MOST_ROWS && (
            <tr>
              <td colSpan={4}>{`and ${rows.length - MOST_ROWS} more`}</td>
            </tr>
          )}
        </tbody>
      </table>
    </Scrollable>
  );
}

/** Returns a shape in words; a length of 0 means any. */
function shapeText(shape: readonly number[] | null): string {
  if (shape === null) return "none";
  return shape.length === 0 ? "one number" : shape.map((n) => (n === 0 ? "any" : n)).join(" × ");
}
