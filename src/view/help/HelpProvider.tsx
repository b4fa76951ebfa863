/** Holds which help is open, and shows it. Tour, shortcut sheet and citations are loaded when first opened. */
import { lazy, Suspense, useCallback, useMemo, useState, type ReactNode } from "react";
import { saveChoice, savedChoice } from "../hooks/saved-choices.ts";
import { HelpContext, type Help, type HelpName } from "./help-context.ts";

const CiteDialog = lazy(() => import("../cite/CiteDialog.tsx"));
const ShortcutSheet = lazy(() => import("./ShortcutSheet.tsx"));
const Tour = lazy(() => import("../tour/Tour.tsx"));

export function HelpProvider({ children }: { readonly children: ReactNode }) {
  const [shown, show] = useState<HelpName | null>(null);
  const [letterKeys, setLetters] = useState(() => savedChoice("freezeframe-letter-keys") !== "off");
  const [greeting, setGreeting] = useState(() => savedChoice("freezeframe-welcomed") === null);
  const setLetterKeys = useCallback((on: boolean) => {
    saveChoice("freezeframe-letter-keys", on ? null : "off");
    setLetters(on);
  }, []);
  const endGreeting = useCallback(() => {
    saveChoice("freezeframe-welcomed", "yes");
    setGreeting(false);
  }, []);
  const leave = useCallback(() => show(null), []);
  const help = useMemo<Help>(
    () => ({ shown, show, letterKeys, setLetterKeys, greeting, endGreeting }),
    [shown, letterKeys, setLetterKeys, greeting, endGreeting],
  );
  return (
    <HelpContext value={help}>
      {children}
      <Suspense fallback={null}>
        {shown === "shortcuts" && <ShortcutSheet />}
        {shown === "tour" && <Tour onStart={endGreeting} onLeave={leave} />}
        {shown === "cite" && <CiteDialog />}
      </Suspense>
    </HelpContext>
  );
}
