/** Tests a metric by its properties, and checks that the same test rejects wrong metrics. */
import { expect, test } from "vitest";

/**
 * Declares tests that `holds` passes for the metric and fails for each wrong variant.
 *
 * @param holds  checks a metric with `expect`.
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
    // Wrapped, so that a variant may fail synchronously or later.
    const failing = async () => {
      await holds(variant);
    };
    // It must fail by an assertion and not by a crash.
    await expect(failing()).rejects.toMatchObject({ name: "AssertionError" });
  });
}

/** Runs a generator to its end and returns its result. */
export async function lastOf<Step, Answer>(run: AsyncGenerator<Step, Answer, void>): Promise<Answer> {
  for (;;) {
    const next = await run.next();
    if (next.done) return next.value;
  }
}
