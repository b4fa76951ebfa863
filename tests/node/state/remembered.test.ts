/** Two models, two classes, one clip: each explanation is searched for once. */
import { expect, test } from "vitest";
import { FAKE_CLIPS, FAKE_MASK } from "../../support/page-harness/fake-clients.ts";
import { readyStore } from "../../support/page-harness/ready-store.ts";

test("going back to a class brings its mask and scores back", async () => {
  const store = await readyStore();
  const { actions } = store.getState();
  await actions.findMask();
  const { finding, scoring } = store.getState();
  actions.chooseTarget(3);
  expect(store.getState()).toMatchObject({ finding: null, mask: null, scoring: { kind: "none" } }); // control
  actions.chooseTarget(0);
  expect(store.getState()).toMatchObject({ finding, mask: FAKE_MASK, scoring });
});

test("going back to a model brings its mask back, and leaves the other model without", async () => {
  const store = await readyStore();
  const { actions } = store.getState();
  await actions.findMask();
  await actions.chooseModel("convlstm");
  expect(store.getState()).toMatchObject({ target: 0, mask: null }); // control
  await actions.chooseModel("i3d");
  expect(store.getState()).toMatchObject({ target: 0, mask: FAKE_MASK, scoring: { kind: "ready" } });
});

test("another clip has no masks of the last one", async () => {
  const store = await readyStore();
  const { actions } = store.getState();
  await actions.findMask();
  await actions.openClip({ kind: "bundled", clip: FAKE_CLIPS[1]! });
  expect(store.getState()).toMatchObject({ findings: [], mask: null });
});
