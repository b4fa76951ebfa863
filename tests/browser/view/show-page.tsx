/** Renders the page on fake workers in the test's document. */
import { createRoot } from "react-dom/client";
import { page } from "vitest/browser";
import { onTestFinished } from "vitest";
import { createLabStore, type LabStore } from "../../../src/state/lab-store.ts";
import { LabStoreContext } from "../../../src/state/use-lab.ts";
import { Site } from "../../../src/view/site/Site.tsx";
import { fakeDeps, type FakeOptions } from "../../support/page-harness/fake-clients.ts";

/** Shows a first visit; the page is removed when the test ends. */
export async function showPage(options: FakeOptions = {}): Promise<LabStore> {
  const store = createLabStore({ ...fakeDeps(options), autoplay: false });
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  onTestFinished(() => root.unmount());
  root.render(
    <LabStoreContext value={store}>
      <Site />
    </LabStoreContext>,
  );
  await store.getState().actions.begin("");
  return store;
}

/** Forgets what earlier tests left in the browser: saved choices, the theme, the size. For `beforeEach`. */
export async function forgetVisits(): Promise<void> {
  localStorage.clear();
  delete document.documentElement.dataset["theme"];
  await page.viewport(1280, 900);
}
