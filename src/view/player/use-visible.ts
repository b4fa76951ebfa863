/** The part of the clip's frames that a lane's model sees. */
import { useMemo } from "react";
import type { FrameStack } from "../../clip/clip.ts";
import type { Box } from "../../math/box.ts";
import { visibleBox } from "../../math/visible-box.ts";
import { cardInUse } from "../../state/derived.ts";
import { useLab, useLaneId } from "../../state/use-lab.ts";

const ALL: Box = { x0: 0, y0: 0, x1: 1, y1: 1 };

/** Returns the visible part as fractions of the frame; the whole frame until a model is loaded. */
export function useVisible(frames: FrameStack): Box {
  const lane = useLaneId();
  const input = useLab((lab) => cardInUse(lab, lane)?.input ?? null);
  return useMemo(() => (input === null ? ALL : visibleBox(frames, input)), [frames, input]);
}
