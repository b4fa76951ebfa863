/** Going back to a model or a class brings back its explanation without a new search. */
import { expect, test } from "vitest";
import { FAKE_CLIPS, FAKE_MASK } from "../../support/page-harness/fake-clients.ts";
import { readyStore } from "../../support/page-harness/ready-store.ts";
import { seen } from "../../support/seen.ts";

test("going back to a class brings its mask and scores back", async () => {
  const store = await readyStore();
  const { actions } = store.getState();
  await actions.findMask();
  const { finding, scoring } = seen(store);
  actions.chooseTarget(3);
  expect(seen(store)).toMatchObject({ finding: null, mask: null, scoring: { kind: "none" } }); // control
  actions.chooseTarget(0);
  expect(seen(store)).toMatchObject({ finding, mask: FAKE_MASK, scoring });
});

test("going back to a model brings its mask back, and leaves the other model without", async () => {
  const store = await readyStore();
  const { actions } = store.getState();
  await actions.findMask();
  await actions.chooseModel("convlstm");
  expect(seen(store)).toMatchObject({ target: 0, mask: null }); // control
  await actions.chooseModel("i3d");
  expect(seen(store)).toMatchObject({ target: 0, mask: FAKE_MASK, scoring: { kind: "ready" } });
});

test("another clip has none of the previous clip's masks", async () => {
  const store = await readyStore();
  const { actions } = store.getState();
  await actions.findMask();
  await actions.openClip({ kind: "bundled", clip: FAKE_CLIPS[1]! });
  expect(seen(store)).toMatchObject({ findings: [], mask: null });
});
