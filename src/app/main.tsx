/** Start-up: workers, store, address bar, page. */
import { createRoot } from "react-dom/client";
import { StrictMode } from "react";
import { invariant } from "../base/errors.ts";
import { createSearchStore } from "../saved/searches/idb-searches.ts";
import { beginPageLife } from "../saved/searches/page-life.ts";
import { createModelStore } from "../saved/models/idb-models.ts";
import { createStudyStore } from "../study/idb-study.ts";
import { createLabStore } from "../state/lab-store.ts";
import { recordHistory } from "../state/record-history.ts";
import { LabStoreContext } from "../state/use-lab.ts";
import { Site } from "../view/site/Site.tsx";
import { createClient } from "../worker/client.ts";
import type { ClipCommands, LabCommands } from "../worker/protocol.ts";
import { keepAddress } from "./address.ts";
import { backendWish } from "./backend-choice.ts";
import { keepPage } from "./page-address.ts";
import { fetchBlob } from "./fetch-blob.ts";
import { clipUrl, loadManifest, loadModelList, modelUrl } from "./files.ts";
import { newId } from "./new-id.ts";
import { keepUpdated } from "./service-worker.ts";
import { savedPage } from "./saved-page.ts";
import { thumbnail } from "./thumbnail.ts";

const labWorker = new Worker(new URL("../worker/lab.worker.ts", import.meta.url), { type: "module" });
const clipWorker = new Worker(new URL("../worker/clip.worker.ts", import.meta.url), { type: "module" });

/** Painting every step of a search would slow it down where cores are few. */
const BETWEEN_STEPS_MS = 80;

const now = () => Date.now();
const saved = { history: createSearchStore("freezeframe"), life: beginPageLife(newId(), now), now };
// During development a cached page would hide every change.
const updates = import.meta.env.PROD ? keepUpdated(() => store.getState().actions.saved.offerUpdate()) : null;

const store = createLabStore({
  ...saved,
  library: createModelStore("freezeframe-models"),
  studies: createStudyStore("freezeframe-study"),
  savedPage: savedPage(updates),
  lab: createClient<LabCommands>(labWorker),
  clips: createClient<ClipCommands>(clipWorker),
  loadManifest,
  loadModelList,
  fetchBlob,
  clipUrl,
  modelUrl,
  backendWish: backendWish(location.search),
  entropy: crypto.getRandomValues(new Uint32Array(1))[0]!,
  // In a task after the animation frame: the players draw in that, and both together could exceed 50 ms.
  soon: (show) => void setTimeout(() => requestAnimationFrame(() => setTimeout(show)), BETWEEN_STEPS_MS),
  autoplay: !matchMedia("(prefers-reduced-motion: reduce)").matches,
});

const root = document.getElementById("page");
invariant(root !== null, () => "index.html has no element with the id page");
createRoot(root).render(
  <StrictMode>
    <LabStoreContext value={store}>
      <Site />
    </LabStoreContext>
  </StrictMode>,
);

const linked = location.hash;
keepAddress(store);
keepPage(store);
recordHistory(store, { ...saved, newId, thumbnail });
void store
  .getState()
  .actions.begin(linked)
  // The clip and link that the page opens with come first.
  .then(() => store.getState().actions.study.read());
void store.getState().actions.history.findCutOff();
saved.history.watch(() => void store.getState().actions.history.refresh());
