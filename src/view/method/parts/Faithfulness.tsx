/** Faithfulness: how each measurement is made, and what a faithful mask should show. */
import { LIMITS } from "../../../faithfulness/verdict.ts";
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
        is the mask’s loss minus that window’s. The curve shows the lowest score that a window of each length
        reaches. If a mask still equals its starting block, the search has not found anything, and the page
        says so.
      </p>
      <p>
        <b>Deletion and insertion.</b> Frames are perturbed one by one, largest mask value first; or restored
        in that order, starting from the fully perturbed clip. The area under the score is compared with that
        of random orders.
      </p>
      <p>
        <b>Necessity and sufficiency.</b> Perturbing the mask’s frames should lower the score; perturbing all
        the others should not. As many frames drawn at random, spread evenly, or taken as one window anywhere
        show how much of that any choice would do. To pass, the mask must beat {percent(LIMITS.leastBeaten)}{" "}
        of the random choices.
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
        outside the mask show how much the mask leaves out.
      </p>
      <p>
        <b>Stability.</b> The search is repeated from random starts, from other blocks, with half and twice
        the learning rate, and on the clip shifted by one frame or a few pixels. The masks should overlap.
      </p>
      <p>
        <b>Shuffled weights.</b> The model’s weights are shuffled, first those of the last layer, then further
        and further down. Such a model’s predictions mean nothing, so an explanation of what was learnt must
        change. If only the last layer is shuffled, an unchanged mask is merely a reason for doubt, because
        the layers below still detect motion. A model shuffled far down may answer every clip alike; the
        search then finds no frame, which says nothing, so it is left out. Our test rearranges the values of
        each layer; the original test draws new ones.
      </p>
      <p>
        The verdict’s thresholds are our own choice and are documented in the code. The numbers are shown so
        that you can judge for yourself.
      </p>
      <InCode
        files={[
          "src/faithfulness/optimality.ts",
          "src/measure/measure-faithfulness.ts",
          "src/faithfulness/verdict.ts",
        ]}
      />
    </Part>
  );
}
