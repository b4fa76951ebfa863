/** How far a mask can be believed: what is measured, and what each measurement would look like on a false explanation. */
import { LIMITS } from "../../../faithfulness/verdict.ts";
import { Equation, Symbols } from "../Equation.tsx";
import { InCode, Part } from "../Part.tsx";

const percent = (share: number) => `${Math.round(share * 100)} %`;

export function Trust() {
  return (
    <Part id="trust">
      <p>
        Any mask looks convincing, and a search can end in a poor one, or in one that has little to do with
        the model. <b>Check faithfulness</b> under the scores measures it. Each number stands beside what
        chance would give.
      </p>
      <p>
        <b>Against every window.</b> Sixteen frames have 136 stretches of neighbouring frames, few enough to
        try them all. The one of the lowest loss is the yardstick; the <em>optimality gap</em> is how much the
        mask’s loss lies above it. The curve shows the lowest score that a stretch of each length reaches. A
        mask that equals the block that its search began with was not found but put in, and is told of.
      </p>
      <p>
        <b>Deletion and insertion.</b> Frames are perturbed one after the other, those with the largest mask
        value first, or given back from the wholly perturbed clip. The area under the score is compared with
        that of random orders.
      </p>
      <p>
        <b>Necessary, and enough.</b> Perturbing the mask’s frames should lower the score, perturbing all
        others should not. Other frames of the same number, drawn at random, spread evenly, or as one window
        anywhere, tell how much of that any choice would do. The verdict asks that the mask beat{" "}
        {percent(LIMITS.leastBeaten)} of the random ones.
      </p>
      <p>
        <b>Completeness.</b> Integrated gradients share out what perturbing the whole clip takes from the
        score, over the frames:
      </p>
      <Equation
        tex={String.raw`\begin{aligned} a_t &= -\int_0^1 \frac{\partial\, p(c \mid y(\alpha))}{\partial m_t}\, d\alpha \\ \sum_t a_t &= p(c \mid y(0)) - p(c \mid y(1)) \end{aligned}`}
      />
      <p>
        In words: the mask is raised evenly from nothing to everything, and each frame is charged with what
        the score loses on its account. The shares <Symbols tex="a_t" /> must add up to the whole; how much of
        it lies in the mask says how much the mask leaves out.
      </p>
      <p>
        <b>Stability.</b> The search is run again from random starts, from other blocks, with half and twice
        the learning rate, and on the clip moved by one frame or a few pixels. Masks should overlap.
      </p>
      <p>
        <b>Shuffled weights.</b> The weights of the model are shuffled, first those of the answer, then
        further and further down. What such a model answers means nothing, so an explanation of what was
        learnt must change; with the last layer alone shuffled, the same mask is only a doubt, for the layers
        below still see what moves. Shuffling keeps each layer’s values and only moves them, where the
        original test draws new ones.
      </p>
      <p>
        The thresholds of the sentence above the numbers are ours and no law; each stands in the code, and the
        numbers are there to be judged.
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
