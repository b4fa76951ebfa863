/** The commands of the lab worker that measure how far a mask can be believed. */
import { LabError } from "../base/errors.ts";
import type { WithClip } from "./at-work.ts";
import type { Handlers } from "./host.ts";
import type { LabCommands } from "./protocol.ts";

type MeasureCommands = Pick<Handlers<LabCommands>, "scoreWindows" | "measureFaithfulness">;

/** Handlers for windows and faithfulness. */
export function measureCommands(withClip: WithClip): MeasureCommands {
  void withClip;
  return {
    scoreWindows: () => Promise.reject(new LabError("unsupported", "not built yet")),
    measureFaithfulness: () => Promise.reject(new LabError("unsupported", "not built yet")),
  };
}
