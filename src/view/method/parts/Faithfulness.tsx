/** Faithfulness: how each measurement is made, and what a faithful mask should show. */
import { LIMITS } from "../../../faithfulness/limits.ts";
import { Equation, Symbols } from "../Equation.tsx";
import { InCode, Part } from "../Part.tsx";

const percent = (share: number) => `${Math.round(share * 100)} %`;

export function Faithfulness() {
  return (
    <Part id="faithfulness">
      <p>
        Any mask looks convincing, but a search can end in a poor one, or in one that has little to do with
        the model. <b>Check faithfulness</b>, below the scores, measures this. Each number is shown beside
        what chance would give.
      </p>
      <p>
        <b>Against every window.</b> Sixteen frames have 136 windows (unbroken stretches of frames), few
        enough to try them all. The window with the lowest loss is the yardstick: the <em>optimality gap</em>{" "}
        is the loss of the mask’s frames minus that window’s. The curve shows the lowest score that a window
        of each length reaches. If a descent’s mask still equals its starting block, the search has not found
        anything, and the page says so.
      </p>
      <p>
        <b>Its share of the score.</b> With the mask’s frames fully perturbed, the score must fall by at least{" "}
        {percent(LIMITS.leastTaken)}. If the model answers another class than the one explained, the verdict
        says so first.
      </p>
      <p>
        <b>Chance.</b> Scattered frames are easy to beat, because freezing one here and one there hardly
        changes a clip. So the mask is ranked among all windows as long as itself, and beside them among
        scattered picks. If <i>b</i> of <i>n</i> alternatives do at least as well, its rank has
      </p>
      <Equation tex={String.raw`p = \frac{b + 1}{n + 1}`} />
      <p>
        The mask itself is not among the <i>n</i>; the 1 counts it. Ten windows cannot give less than 1/11:
        the page then says that the comparison settles nothing. Where half of the windows do as well, the mask
        is at most partly faithful.
      </p>
      <p>
        <b>Deletion and insertion.</b> Frames are perturbed one by one, largest mask value first; or restored
        in that order, starting from the fully perturbed clip. The area under the score is ranked in the same
        way among centre-out orders, which begin at one frame and grow on both sides, and among scattered
        ones.
      </p>
      <p>
        <b>Sufficiency.</b> Perturbing all the other frames should leave the score: the mask’s frames suffice
        if {percent(LIMITS.leastKept)} of it is left.
      </p>
      <p>
        <b>Completeness.</b> Integrated gradients divide the total drop in score, from the original to the
        fully perturbed clip, among the frames:
      </p>
      <Equation
        tex={String.raw`\begin{aligned} a_t &= -\int_0^1 \frac{\partial\, p(c \mid y(\alpha))}{\partial m_t}\, d\alpha \\ \sum_t a_t &= p(c \mid y(0)) - p(c \mid y(1)) \end{aligned}`}
      />
      <p>
        In words: the mask is raised evenly from 0 to 1 in all frames, and each frame is charged with the part
        of the drop that it causes. The contributions <Symbols tex="a_t" /> add up to the total drop; those
        outside the mask show how much the mask leaves out. The sum is the same for every mask, so it does not
        enter the verdict.
      </p>
      <p>
        <b>Stability.</b> The search is repeated from random starts, from other blocks, with half and twice
        the learning rate, and on the clip shifted by one frame or a few pixels. Each mask found is scored on
        the clip itself. Those whose loss is within {LIMITS.sameLoss} of the lowest seen should overlap with
        the mask; those that end more than {LIMITS.failedLoss} above it have failed and are counted apart.
      </p>
      <p>
        <b>Shuffled weights.</b> The model’s weights are shuffled, first those of the last layer, then further
        and further down. Such a model’s predictions mean nothing, so an explanation of what was learnt must
        change. Each shuffled model explains the class that it answers, if its score reacts to frames at all;
        if none does, the check cannot be judged. I3D’s batch norms are estimated again on the clip, because
        with the old ones a shuffled I3D answers every clip alike. The overlap is shown on a scale from
        chance, 0, to the same mask, 1. If only the last layer is shuffled, an unchanged mask is merely a
        reason for doubt, because the layers below still detect motion. Our test rearranges the values of each
        layer; the original test draws new ones.
      </p>
      <p>
        The verdict’s thresholds are our own choice, tested on masks planted as good and as bad. The numbers
        are shown so that you can judge for yourself.
      </p>
      <InCode
        files={[
          "src/faithfulness/optimality.ts",
          "src/measure/measure-faithfulness.ts",
          "src/faithfulness/limits.ts",
          "src/faithfulness/verdict.ts",
        ]}
      />
    </Part>
  );
}
