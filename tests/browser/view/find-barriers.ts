/** What axe has to say against the page as it stands. */
import axe from "axe-core";
import { expect } from "vitest";

/** axe's rules for WCAG 2.2 AA and its own best practices; the smallest target size is off by default there. */
const RULES: axe.RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
};

/** One line a violation within the element: the rule, then where. Colours on their way to others are waited for. */
export async function findBarriers(within: Element | Document = document): Promise<string[]> {
  document.documentElement.lang = "en";
  document.title = "Freezeframe";
  await settled();
  const { violations, passes } = await axe.run(within, RULES);
  expect(passes.length).toBeGreaterThan(10); // control: the rules were run
  return violations.map(({ id, nodes }) => [id, ...nodes.map(({ target }) => target.join(" "))].join(": "));
}

/** Waits for all transitions; animations that go on for ever are left alone. */
async function settled(): Promise<void> {
  const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
  await Promise.allSettled(transitions.map((transition) => transition.finished));
}
