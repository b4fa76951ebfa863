/** What a mask does to a clip: freeze and reverse, with a figure to try them on. */
import { Equation, Symbols } from "../Equation.tsx";
import { FreezeFigure } from "../figures/FreezeFigure.tsx";
import { InCode, Part } from "../Part.tsx";

export function Perturbations() {
  return (
    <>
      <Part id="freeze">
        <p>
          A clip is <Symbols tex="T" /> frames <Symbols tex="x_1, \dots, x_T" />. A temporal mask gives each
          of them a value <Symbols tex="m_t" /> from 0 to 1, and 1 means <em>perturbed</em>. Freezing goes
          through the clip from its beginning:
        </p>
        <Equation tex="\begin{aligned} y_1 &= x_1 \\ y_t &= (1 - m_t)\, x_t + m_t\, y_{t-1} \end{aligned}" />
        <p>
          In words: where the mask is 0 the frame is as filmed; where it is 1 the frame before it is shown
          again, as it came out. A run of ones therefore holds one still image, and no motion is left in it.
          Values between mix the two. The first frame has nothing before it, so its mask value has no effect.
        </p>
        <p>
          Each frozen frame is a weighted sum of the frames so far, with weights that follow from the mask
          alone. The figure shows these weights.
        </p>
        <InCode files={["src/math/freeze.ts", "src/perturb/freeze.ts"]} />
        <FreezeFigure />
      </Part>
      <Part id="reverse">
        <p>
          Reversing looks for runs: unbroken stretches of frames with a mask value above 0.1. Each is played
          backwards. The frames <Symbols tex="a < b" /> that mirror each other in a run swap places, as far as
          the mask value of the earlier one says:
        </p>
        <Equation tex="\begin{aligned} y_a &= (1 - m_a)\, x_a + m_a\, x_b \\ y_b &= (1 - m_a)\, x_b + m_a\, x_a \end{aligned}" />
        <p>
          In words: all the run’s pictures are still there, and so is motion between them, but it runs the
          other way. A run of a single frame stays as it is. That one weight serves both frames is the
          released code’s choice, kept here.
        </p>
        <p>
          A search perturbs by freezing unless another way is chosen. Searching by <em>reversing</em> asks
          where the direction of motion matters. Two more take more than motion away: <em>fading</em> mixes a
          frame with the clip’s mean colour, <em>blurring</em> with a blurred copy of itself.
        </p>
        <InCode
          files={["src/math/reverse.ts", "src/math/mask-runs.ts", "src/math/fade.ts", "src/math/blur.ts"]}
        />
      </Part>
    </>
  );
}
