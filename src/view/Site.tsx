/** All pages under one header. Only the lab comes with the first load. */
import { lazy, Suspense, useEffect, useRef } from "react";
import { useLab } from "../state/use-lab.ts";
import { Header } from "./Header.tsx";
import { KeptNotes } from "./history/KeptNotes.tsx";
import { LabPage } from "./LabPage.tsx";
import { Problems } from "./Problems.tsx";
import "./styles/all.css";

const PaperPage = lazy(() => import("./paper/PaperPage.tsx"));
const MethodPage = lazy(() => import("./method/MethodPage.tsx"));

/** Needs `LabStoreContext` around it. */
export function Site() {
  const page = useLab((lab) => lab.page);
  const first = useRef(true);
  useEffect(() => {
    // A new page is read from its top; the lab comes back as it was left.
    if (!first.current) window.scrollTo(0, 0);
    first.current = false;
  }, [page]);
  return (
    <>
      <Header />
      <Problems />
      <KeptNotes />
      <Suspense fallback={<p className="page-waiting">Loading the page.</p>}>
        {page === "paper" ? <PaperPage /> : page === "method" ? <MethodPage /> : <LabPage />}
      </Suspense>
    </>
  );
}
