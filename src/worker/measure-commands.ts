/** Commands of the lab worker that measure a mask's faithfulness. */
import { LabError } from "../base/errors.ts";
import type { FrameStack } from "../clip/clip.ts";
import type { OpenScorer, ShiftedClip } from "../measure/subject.ts";
import { measureFaithfulness } from "../measure/measure-faithfulness.ts";
import { scoreWindows } from "../measure/score-windows.ts";
import { shiftFrames } from "../measure/shift-frames.ts";
import type { VideoModel } from "../models/model.ts";
import { ClipScore } from "../search/clip-score.ts";
import { PRESETS } from "../math/search-settings.ts";
import type { WithClip } from "./command-context.ts";
import { drive } from "./drive.ts";
import type { Handlers } from "./host.ts";
import { prepareClip, type PreparedClip } from "./prepared-clips.ts";
import type { ClipAsk, LabCommands, OperatorWish } from "./protocol.ts";
import { STEPS_PER_READ } from "./drive-search.ts";
import { answerOf, shuffledModels } from "./shuffled-models.ts";

type MeasureCommands = Pick<Handlers<LabCommands>, "scoreWindows" | "measureFaithfulness">;

/** Starts followed at once on a graphics card; a small network takes as long for three as for one. */
const STARTS_AT_ONCE = 3;

/** The subject of a measurement: one class of one clip under one operator. */
type Asked = ClipAsk & OperatorWish;

/** Returns handlers for windows and faithfulness. If the device is lost during a run, they start over. */
export function measureCommands(withClip: WithClip): MeasureCommands {
  return {
    scoreWindows: (ask, job) =>
      withClip(ask, job, ({ model, clip, deviceLost }) =>
        drive(
          scoreWindows(scorerOf(model, clip, ask), ask.frames.T),
          { signal: job.signal, deviceLost },
          (step) => job.step(step),
        ),
      ),

    measureFaithfulness: (ask, job) =>
      withClip(ask, job, async ({ model, loaded, clip, backend, deviceLost }) => {
        if (ask.mask.length !== ask.frames.T) {
          throw new LabError(
            "shape",
            `measureFaithfulness: the mask has ${ask.mask.length} values but the clip has ${ask.frames.T} frames; they must match.`,
          );
        }
        const scorer = scorerOf(model, clip, ask);
        const { index, ...answer } = await answerOf(model, clip.frames);
        const run = measureFaithfulness({
          mask: ask.mask,
          scorer,
          predicted: { ...answer, isTarget: index === ask.target },
          first: (ask.operator ?? "freeze") === "freeze" ? 1 : 0,
          smooth: ask.operator !== "reverse",
          settings: PRESETS[ask.preset],
          shifts: shiftsOf(model, ask),
          shuffled: shuffledModels(loaded, {
            frames: clip.frames,
            mostAtOnce: scorer.mostAtOnce,
            seed: ask.seed,
            open: (shuffled, target) => {
              const { scorer: ofClass, dispose } = openScorer(shuffled, ask.frames, { ...ask, target });
              return { scorer: ofClass, dispose: () => (dispose(), shuffled.dispose()) };
            },
          }),
          seed: ask.seed,
          startsAtOnce: backend === "webgpu" ? STARTS_AT_ONCE : 1,
          mostStepsPerRead: STEPS_PER_READ[backend],
        });
        return drive(run, { signal: job.signal, deviceLost }, (step) => job.step(step));
      }),
  };
}

function scorerOf(model: VideoModel, clip: PreparedClip, { target, operator = "freeze" }: Asked): ClipScore {
  return new ClipScore(model, clip.responses(operator), target, operator);
}

/** Shift of a moved clip, in pixels of the model's input; hardly visible. */
const FEW_PIXELS = 2;

function shiftsOf(model: VideoModel, ask: Asked): ShiftedClip[] {
  const right = Math.max(Math.round((FEW_PIXELS * ask.frames.W) / model.card.input.width), 1);
  return [
    { text: "the clip one frame later", later: 1, right: 0 },
    { text: "the clip one frame earlier", later: -1, right: 0 },
    { text: "the clip a little to the right", later: 0, right },
  ].map(({ text, ...shift }) => ({
    text,
    later: shift.later,
    open: () => openScorer(model, shiftFrames(ask.frames, shift), ask),
  }));
}

/** Returns a scorer for a clip that `PreparedClips` does not hold; the caller disposes it. */
function openScorer(model: VideoModel, stack: FrameStack, ask: Asked): OpenScorer {
  const clip = prepareClip(model, stack);
  return { scorer: scorerOf(model, clip, ask), dispose: () => clip.dispose() };
}
