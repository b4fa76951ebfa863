/** Accessibility problems that axe finds on the page. */
import axe from "axe-core";
import { expect } from "vitest";
import { findUnreachable } from "./scrollers.ts";

/** axe's rules for WCAG 2.2 AA and its own best practices; the smallest target size is off by default there. */
const RULES: axe.RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
};

/** Returns one line per violation within the element: the rule, then the place. Waits for colour transitions. */
export async function findBarriers(within: Element | Document = document): Promise<string[]> {
  document.documentElement.lang = "en";
  document.title = "Freezeframe";
  await settled();
  const { violations, passes } = await axe.run(within, RULES);
  expect(passes.length).toBeGreaterThan(10); // control: the rules were run
  const rules = violations.map(({ id, nodes }) => [id, ...nodes.map(({ target }) => target.join(" "))]);
  return [...rules.map((rule) => rule.join(": ")), ...findUnreachable()];
}

/** Waits for typefaces, a layout and all transitions, but not for endless animations. */
async function settled(): Promise<void> {
  await document.fonts.ready;
  // What the page measures of a layout shows in the frame after it.
  for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
  const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
  await Promise.allSettled(transitions.map((transition) => transition.finished));
}
