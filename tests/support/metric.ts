/** Metrics are tested as what they must do, so that the same test can be seen to reject a metric that is wrong. */
import { expect, test } from "vitest";

/**
 * Two tests: the metric does what `holds` says, and each wrong variant of it does not.
 *
 * @param holds  expects things of a metric; fails for one that is wrong.
 */
export function testMetric<M>(
  title: string,
  right: M,
  wrong: Readonly<Record<string, M>>,
  holds: (metric: M) => void | Promise<void>,
): void {
  test(title, async () => {
    await holds(right);
  });
  test.each(Object.entries(wrong))(`${title}: not with %s`, async (_, variant) => {
    // Wrapped, so that a variant that fails at once and one that fails later are both failures of the test above.
    const failing = async () => {
      await holds(variant);
    };
    // By what it expects, and not by breaking down on the way.
    await expect(failing()).rejects.toMatchObject({ name: "AssertionError" });
  });
}

/** What a generator returns, whatever it yields. */
export async function lastOf<Step, Answer>(run: AsyncGenerator<Step, Answer, void>): Promise<Answer> {
  for (;;) {
    const next = await run.next();
    if (next.done) return next.value;
  }
}
