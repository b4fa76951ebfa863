/** Start-up: workers, store, address bar, page. */
import "@fontsource-variable/inter/opsz.css";
import { createRoot } from "react-dom/client";
import { StrictMode } from "react";
import { invariant } from "../base/errors.ts";
import { createLabStore } from "../state/lab-store.ts";
import { LabStoreContext } from "../state/use-lab.ts";
import { Site } from "../view/Site.tsx";
import { createClient } from "../worker/client.ts";
import type { ClipCommands, LabCommands } from "../worker/protocol.ts";
import { keepAddress } from "./address.ts";
import { preferredBackend } from "./backend-choice.ts";
import { keepPage } from "./page-address.ts";
import { fetchBlob } from "./fetch-blob.ts";
import { clipUrl, loadManifest, modelUrl } from "./files.ts";

const labWorker = new Worker(new URL("../worker/lab.worker.ts", import.meta.url), { type: "module" });
const clipWorker = new Worker(new URL("../worker/clip.worker.ts", import.meta.url), { type: "module" });

const store = createLabStore({
  lab: createClient<LabCommands>(labWorker),
  clips: createClient<ClipCommands>(clipWorker),
  loadManifest,
  fetchBlob,
  clipUrl,
  modelUrl,
  prefer: preferredBackend(location.search),
  entropy: crypto.getRandomValues(new Uint32Array(1))[0]!,
  // In a task of its own: the players draw in the animation frame, and the two together could pass 50 ms.
  oncePerFrame: (show) => void requestAnimationFrame(() => setTimeout(show)),
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
void store.getState().actions.begin(linked);
