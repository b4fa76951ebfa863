/** Masks that say where as well as when: their grid, their loss, and the form that is given an area. */
import { PRESETS, SPATIOTEMPORAL } from "../../../math/search-settings.ts";
import { Equation, Symbols } from "../Equation.tsx";
import { InCode, Part } from "../Part.tsx";

const { lambda1 } = SPATIOTEMPORAL[7].weighed;

export function Space() {
  return (
    <Part id="space">
      <p>
        A mask over time says when. A spatiotemporal mask says where as well: a coarse grid of values{" "}
        <Symbols tex="m_t(v)" /> over every frame, 7 or 14 cells across, read between its cells for each pixel{" "}
        <Symbols tex="u" />. Every pixel is then frozen in time by its own mask:
      </p>
      <Equation tex="y_t(u) = \bigl(1 - m_t(u)\bigr)\, x_t(u) + m_t(u)\, y_{t-1}(u)" />
      <p>
        In words: a thing that moves can be held still while all around it goes on. Where the model crops a
        clip, the grid covers what the model sees, and nothing else is masked.
      </p>
      <p>The search lowers a loss of the same form, with one more term for edges within a frame:</p>
      <Equation
        tex={String.raw`\begin{aligned} &p(c \mid y) + \lambda_1 \sum_t \operatorname*{mean}_v m_t(v) \\ &\; + \lambda_2\, \mathrm{TV}^{\text{time}} + \lambda_3\, \mathrm{TV}^{\text{space}} \end{aligned}`}
      />
      <p>
        In words: with the same weights, a mask that is the same everywhere in a frame would cost just what
        the mask over time does. The weights are others (
        {`λ₁ is ${lambda1} here and ${PRESETS.default.lambda1} there`}), as a mask with a place may be small.
        Weights of this kind are hard to choose, so the area can be given instead, as in extremal
        perturbations: the search may perturb a share <Symbols tex="a" /> of the clip, and chooses which. Its
        values, sorted, are held to <Symbols tex="a" /> of ones and the rest zeros, more firmly with every
        step:
      </p>
      <Equation
        tex={String.raw`\begin{aligned} &p(c \mid y) + \mu_k \operatorname{mean}\bigl(\mathrm{sort}(m) - r_a\bigr)^2 \\ &r_a = (1, \dots, 1, 0, \dots, 0) \end{aligned}`}
      />
      <p>
        The result is rounded to fifteenths before it is scored, because a link keeps so much of it: who opens
        the link sees the very mask that was scored.
      </p>
      <InCode
        files={[
          "src/math/freeze-pixels.ts",
          "src/math/upsample.ts",
          "src/math/area-loss.ts",
          "src/search/spatiotemporal-search.ts",
        ]}
      />
    </Part>
  );
}
