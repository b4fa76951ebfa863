/** Checks from their outputs that two networks are the same. Pure. */
import type { StockDifference } from "./protocol.ts";

/** Largest difference between the logits, of order 1, of equal networks. */
export const SAME_NETWORK = 1e-3;

/** Error for two networks that should be equal but are not; their times cannot be compared. */
export class OtherNetworkError extends Error {}

/**
 * Checks that a stock network's forward pass agrees with ours; otherwise their times could not be compared.
 *
 * @throws {OtherNetworkError} with both differences, if one is above `SAME_NETWORK` or not a number.
 */
export function assertSameNetwork(
  name: string,
  { logits, score }: Pick<StockDifference, "logits" | "score">,
): void {
  // NaN compares as false, and must not pass.
  if (logits <= SAME_NETWORK && score <= SAME_NETWORK) return;
  throw new OtherNetworkError(
    `${name}: stock logits differ from ours by up to ${logits}, the score by ${score}; at most ${SAME_NETWORK} passes. ` +
      "It is another network, so its times mean nothing. Compare in-browser/stock-*.ts with src/models.",
  );
}
