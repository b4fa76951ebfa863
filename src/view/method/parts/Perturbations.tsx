/** Freeze and reverse, the two ways in which the paper's masks change a clip, with a figure to try them. */
import { Equation, Symbols } from "../Equation.tsx";
import { FreezeFigure } from "../figures/FreezeFigure.tsx";
import { InCode, Part } from "../Part.tsx";

export function Perturbations() {
  return (
    <>
      <Part id="freeze">
        <p>
          A clip is <Symbols tex="T" /> frames <Symbols tex="x_1, \dots, x_T" />. A temporal mask gives each
          of them a value <Symbols tex="m_t" /> from 0 to 1, where 1 means <em>perturbed</em>. Freezing goes
          through the clip from the start:
        </p>
        <Equation tex="\begin{aligned} y_1 &= x_1 \\ y_t &= (1 - m_t)\, x_t + m_t\, y_{t-1} \end{aligned}" />
        <p>
          In words: where the mask is 0, the frame is unchanged; where it is 1, the previous output frame is
          shown again. A run of ones therefore holds one still image, with no motion left in it. Values in
          between mix the two. The first frame has nothing before it, so its mask value has no effect.
        </p>
        <p>
          Each frozen frame is a weighted sum of the frames so far, with weights that depend only on the mask.
          The figure shows these weights.
        </p>
        <InCode files={["src/math/freeze.ts", "src/perturb/freeze.ts"]} />
        <FreezeFigure />
      </Part>
      <Part id="reverse">
        <p>
          Reversing looks for runs: unbroken stretches of frames with mask values above 0.1. Each is played
          backwards. Two frames <Symbols tex="a < b" /> that mirror each other in a run swap places, to the
          degree given by the mask value of the earlier one:
        </p>
        <Equation tex="\begin{aligned} y_a &= (1 - m_a)\, x_a + m_a\, x_b \\ y_b &= (1 - m_a)\, x_b + m_a\, x_a \end{aligned}" />
        <p>
          In words: the run keeps all its pictures and the motion between them, but the motion goes the other
          way. A run of a single frame stays unchanged. Using one weight for both frames is the released
          code’s choice, which we keep.
        </p>
        <p>
          A search perturbs by freezing unless you choose otherwise. Searching by <em>reversing</em> finds
          where the direction of motion matters. Two others remove more than motion: <em>fading</em> mixes a
          frame with the clip’s mean colour, <em>blurring</em> with a blurred copy of itself.
        </p>
        <InCode
          files={["src/math/reverse.ts", "src/math/mask-runs.ts", "src/math/fade.ts", "src/math/blur.ts"]}
        />
      </Part>
    </>
  );
}
