/** Whether two networks are one and the same, judged by what they say. Pure. */
import type { StockDifference } from "./protocol.ts";

/** Logits of order 1 that differ by more than this come of different networks. */
export const SAME_NETWORK = 1e-3;

/** Two networks that should be one are not: no time of theirs means anything. */
export class OtherNetworkError extends Error {}

/**
 * Lets a stock network pass that agrees with ours forward: else its times would say nothing of ours.
 *
 * @throws {OtherNetworkError} with both differences, where one is above `SAME_NETWORK` or not a number.
 */
export function assertSameNetwork(
  name: string,
  { logits, score }: Pick<StockDifference, "logits" | "score">,
): void {
  // NaN compares as false, and must not pass.
  if (logits <= SAME_NETWORK && score <= SAME_NETWORK) return;
  throw new OtherNetworkError(
    `${name}: stock logits differ from ours by up to ${logits}, the score by ${score}; at most ${SAME_NETWORK} passes. ` +
      "It is another network, so its times say nothing. Compare in-browser/stock-*.ts with src/models.",
  );
}
