/** All pages under one header. Only the lab is part of the first load. */
import { lazy, Suspense, useEffect, useRef } from "react";
import { useLab } from "../../state/use-lab.ts";
import { Header } from "./Header.tsx";
import { HelpProvider } from "../help/HelpProvider.tsx";
import { Notes } from "../history/Notes.tsx";
import { LabPage } from "./LabPage.tsx";
import { Problems } from "./Problems.tsx";
import { useShortcuts } from "../shortcuts/use-shortcuts.ts";
import "../styles/all.css";

const PaperPage = lazy(() => import("../paper/PaperPage.tsx"));
const StudyPage = lazy(() => import("../study/StudyPage.tsx"));
const MethodPage = lazy(() => import("../method/MethodPage.tsx"));

/** Must be inside `LabStoreContext`. */
export function Site() {
  return (
    <HelpProvider>
      <Pages />
    </HelpProvider>
  );
}

function Pages() {
  const page = useLab((lab) => lab.page);
  const part = useLab((lab) => lab.pagePart);
  const first = useRef(true);
  useShortcuts();
  useEffect(() => {
    // A new page starts at its top. If a part was requested, the page itself scrolls there.
    if (!first.current && part === null) window.scrollTo(0, 0);
    first.current = false;
  }, [page, part]);
  return (
    <>
      <Header />
      <Problems />
      <Notes />
      <Suspense fallback={<p className="page-waiting">Loading the page.</p>}>
        {page === "lab" && <LabPage />}
        {page === "paper" && <PaperPage />}
        {page === "method" && <MethodPage />}
        {page === "study" && <StudyPage />}
      </Suspense>
    </>
  );
}
