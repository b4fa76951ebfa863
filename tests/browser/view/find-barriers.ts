/** Accessibility problems that axe finds on the page. */
import axe from "axe-core";
import { expect, inject } from "vitest";
import { findUnreachable } from "./scrollers.ts";

/** axe's rules for WCAG 2.2 AA and its own best practices; the smallest target size is off by default there. */
const ALL: axe.RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
};

/** The rules whose outcome depends on the theme. */
const COLOURS: axe.RunOptions = { runOnly: ["color-contrast", "link-in-text-block"] };

/** The rules whose outcome depends on the fonts. */
const SIZES: axe.RunOptions = { runOnly: ["scrollable-region-focusable", "target-size"] };

/**
 * Returns one line per violation within the element: the rule, then the place. Waits for colour transitions. With the
 * narrow fonts it applies only the rules that depend on fonts, because the wide ones see the others.
 */
export function findBarriers(within: Element | Document = document): Promise<string[]> {
  return barriers(within, inject("fonts") === "narrow" ? SIZES : ALL);
}

/** Like `findBarriers`, for a page that has been seen without barriers in another theme. */
export function findColourBarriers(within: Element | Document = document): Promise<string[]> {
  return barriers(within, COLOURS);
}

async function barriers(within: Element | Document, rules: axe.RunOptions): Promise<string[]> {
  document.documentElement.lang = "en";
  document.title = "Freezeframe";
  await settled();
  const { violations, passes } = await axe.run(within, rules);
  expect(passes.length).toBeGreaterThan(rules === ALL ? 10 : 0); // control: the rules were run
  const lines = violations.map(({ id, nodes }) => [id, ...nodes.map(({ target }) => target.join(" "))]);
  return [...lines.map((line) => line.join(": ")), ...findUnreachable()];
}

/** Waits for typefaces, a layout and all transitions, but not for endless animations. */
async function settled(): Promise<void> {
  await document.fonts.ready;
  // What the page measures of a layout shows in the frame after it.
  for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
  const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
  await Promise.allSettled(transitions.map((transition) => transition.finished));
}
