/**
 * The page on fake workers, for viewing any of its states: run `npx vite`, then open
 * /tests/support/page-harness/?state=...
 */
import { createRoot } from "react-dom/client";
import { LabError } from "../../../src/base/errors.ts";
import { DEFAULT_WISH } from "../../../src/study/plan.ts";
import { createLabStore } from "../../../src/state/lab-store.ts";
import { LabStoreContext } from "../../../src/state/use-lab.ts";
import { Site } from "../../../src/view/site/Site.tsx";
import { fakeCard, fakeDeps, type FakeOptions } from "./fake-clients.ts";
import { fakePlan, fakeRecords, fakeStudies } from "./fake-studies.ts";
import { generatedClips } from "../../../src/study/listed-clips.ts";
import { recordLine } from "../../../src/study/record.ts";
import { AWAITING_LINK, MISFIT_INSPECTION } from "./fake-library.ts";
import { FAKE_CUT_OFF, fakeEntry, fakeHistory } from "./fake-history.ts";
import { SECOND } from "../../support/seen.ts";
import { encodeV4 } from "../links-v4.ts";

const state = new URLSearchParams(location.search).get("state") ?? "result";
const never = () => new Promise<never>(() => undefined);

const plan = fakePlan([fakeCard(), fakeCard("convlstm", "C-LSTM")]);
const savedStudy = (clips: number, done: number) =>
  fakeStudies({ saved: { plan, clips: generatedClips(clips), records: fakeRecords(plan, done) } });

const options: Record<string, FakeOptions> = {
  empty: { manifest: [], lab: { loadModel: never } },
  loading: {
    stepMs: 30,
    clips: { decode: (_, { onStep }) => (onStep?.({ done: 6, of: 16 }), never()) },
    lab: { loadModel: (_, { onStep }) => (onStep?.({ loaded: 7e5, total: 2.4e6 }), never()) },
  },
  searching: { stepMs: 70 },
  comparing: { stepMs: 70 },
  "space-searching": { stepMs: 70 },
  measuring: {
    lab: {
      measureFaithfulness: (_, { onStep }) => (onStep?.({ part: "stability", done: 3, of: 9 }), never()),
    },
  },
  history: {
    history: fakeHistory({
      entries: Array.from({ length: 12 }, (_, n) =>
        fakeEntry(n * n, n === 1 ? { original: { key: "dropped" } } : {}),
      ),
      damaged: 1,
    }),
  },
  "history-empty": {},
  "history-refused": {
    history: fakeHistory({
      refusal: new LabError(
        "storage",
        "History: this browser does not let this page save data (refused). Open it outside a private window, or allow it to store data.",
      ),
    }),
  },
  importing: {},
  misfit: { lab: { inspectModel: () => Promise.resolve(MISFIT_INSPECTION) } },
  awaiting: {},
  study: {},
  "study-no-models": { lab: { loadModel: never } },
  "study-running": { stepMs: 40 },
  "study-paused": { studies: savedStudy(33, 12) },
  "study-finished": { studies: savedStudy(33, 33) },
  "study-offered": { studies: savedStudy(33, 12) },
  "study-records": {},
  "study-not-kept": {
    stepMs: 2,
    studies: fakeStudies({
      refusal: new LabError("storage", "Study: there is no disk space left for this page."),
    }),
  },
  "cut-off": { history: fakeHistory({ pending: [FAKE_CUT_OFF] }) },
};

const store = createLabStore({
  ...fakeDeps({ ...options[state] }),
  soon: (paint) => void requestAnimationFrame(paint),
  autoplay: false,
});
createRoot(document.getElementById("page")!).render(
  <LabStoreContext value={store}>
    <Site />
  </LabStoreContext>,
);

const { actions } = store.getState();
await actions.begin("");
if (["compared", "compared-cam", "comparing", "compared-faithfulness", "compared-space"].includes(state))
  await actions.compareWithModel("convlstm");
if (state === "classes") actions.compareWithClass();
if (["cam", "compared-cam"].includes(state)) actions.setViews({ cam: true });
if (["space", "space-searching", "compared-space"].includes(state))
  actions.chooseMaskKind({ kind: "spatiotemporal", across: 7, area: null });
if (
  [
    "result",
    "edited",
    "error",
    "cam",
    "compared",
    "classes",
    "compared-cam",
    "faithfulness",
    "measuring",
    "space",
    "compared-faithfulness",
    "compared-space",
  ].includes(state)
)
  await actions.findMask();
if (["faithfulness", "compared-faithfulness"].includes(state)) await actions.measureFaithfulness();
if (state === "compared-faithfulness") await actions.measureFaithfulness(SECOND);
if (state === "measuring") void actions.measureFaithfulness();
if (["searching", "comparing", "space-searching"].includes(state)) void actions.findMask();
if (state.startsWith("history")) document.querySelector<HTMLElement>("[aria-haspopup=dialog]")?.click();
if (state === "cut-off") {
  await actions.history.findCutOff();
  actions.saved.offerUpdate();
}
if (["importing", "misfit"].includes(state))
  await actions.importModel([new File(["..."], "rgb_imagenet.pt")]);
if (state === "awaiting") await actions.openLink(encodeV4(AWAITING_LINK));
if (state === "edited") actions.toggleFrame(12);
if (state === "error") {
  actions.report(
    new LabError(
      "decode",
      "holiday.mp4: it is not a video this browser can read: it begins with the text “Hello, world”. Choose an MP4, MOV, WebM, MKV or GIF file.",
    ),
  );
}
if (state.startsWith("study")) await actions.study.read();
if (state.startsWith("study") && state !== "study-offered") actions.showPage("study");
if (["study-running", "study-not-kept"].includes(state)) {
  const wish = { ...DEFAULT_WISH, cam: true };
  void actions.study.start({ models: ["i3d", "convlstm"], clips: { kind: "generated", count: 12 }, wish });
}
if (state === "study-records") {
  const lines = (from: number, to: number) => fakeRecords(plan, 40).slice(from, to).map(recordLine).join("");
  await actions.study.openRecords([
    new File([lines(0, 24)], "records-1-of-2.jsonl"),
    new File([lines(20, 40), '{"schema":'], "records-2-of-2.jsonl"),
  ]);
  await actions.study.openRecords([
    new File([lines(0, 1).replace('"preset":"default"', '"preset":"paper"')], "other.jsonl"),
  ]);
}
actions.showFrame(6);
