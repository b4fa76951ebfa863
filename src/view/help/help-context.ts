/** Help state shared by header, keys and the parts of the help: what is open, and whether single letters are shortcuts. */
import { createContext, useContext } from "react";
import { invariant } from "../../base/errors.ts";

/** A part of the help; only one is open at a time. */
export type HelpName = "tour" | "shortcuts" | "cite";

/** The help's state, and functions that change it. */
export interface Help {
  readonly shown: HelpName | null;
  /** Opens one part; null closes the open one. */
  readonly show: (help: HelpName | null) => void;
  /** True if single letters, digits and symbols work as shortcuts. */
  readonly letterKeys: boolean;
  readonly setLetterKeys: (on: boolean) => void;
  /** True while the welcome bar of a first visit is shown. */
  readonly greeting: boolean;
  /** Hides the welcome bar, on this machine for good. */
  readonly endGreeting: () => void;
}

/** Context provided by `HelpProvider`. */
export const HelpContext = createContext<Help | null>(null);

/** Returns the page's help, anywhere below `HelpProvider`. */
export function useHelp(): Help {
  const help = useContext(HelpContext);
  invariant(help !== null, () => "a component is used outside HelpProvider");
  return help;
}
