/** Which of the page's helps is open, and whether single letters act: known to header, keys, tour and sheet. */
import { createContext, useContext } from "react";
import { invariant } from "../../base/errors.ts";

/** One at a time. */
export type HelpName = "tour" | "shortcuts";

/** State and the ways to change it. */
export interface Help {
  readonly shown: HelpName | null;
  /** Null puts away what is open. */
  readonly show: (help: HelpName | null) => void;
  /** Whether shortcuts of a single letter or sign act. */
  readonly letterKeys: boolean;
  readonly setLetterKeys: (on: boolean) => void;
  /** Whether to greet a first visit. */
  readonly greeting: boolean;
  /** The greeting has done its work, on this machine for good. */
  readonly endGreeting: () => void;
}

/** Provided by `HelpProvider`. */
export const HelpContext = createContext<Help | null>(null);

/** The page's help, from anywhere below `HelpProvider`. */
export function useHelp(): Help {
  const help = useContext(HelpContext);
  invariant(help !== null, () => "a component is used outside HelpProvider");
  return help;
}
