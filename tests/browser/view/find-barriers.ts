/** What axe has to say against the page as it stands. */
import axe from "axe-core";
import { expect } from "vitest";

/** axe's rules for WCAG 2.2 AA and its own best practices; the smallest target size is off by default there. */
const RULES: axe.RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
};

/** One line a violation: the rule, then where. */
export async function findBarriers(): Promise<string[]> {
  document.documentElement.lang = "en";
  document.title = "Freezeframe";
  const { violations, passes } = await axe.run(document, RULES);
  expect(passes.length).toBeGreaterThan(20); // control: the rules were run
  return violations.map(({ id, nodes }) => [id, ...nodes.map(({ target }) => target.join(" "))].join(": "));
}
