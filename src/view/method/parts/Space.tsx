/** Space-and-time masks: their grid, their loss, and the variant with a fixed area. */
import { PRESETS, SPATIOTEMPORAL } from "../../../math/search-settings.ts";
import { Equation, Symbols } from "../Equation.tsx";
import { InCode, Part } from "../Part.tsx";

const { lambda1 } = SPATIOTEMPORAL[7].weighed;

export function Space() {
  return (
    <Part id="space">
      <p>
        A temporal mask shows when. A space-and-time mask also shows where. It is a coarse grid of values{" "}
        <Symbols tex="m_t(v)" /> over each frame, 7 or 14 cells across, interpolated for each pixel{" "}
        <Symbols tex="u" />. Every pixel is then frozen in time by its own mask:
      </p>
      <Equation tex="y_t(u) = \bigl(1 - m_t(u)\bigr)\, x_t(u) + m_t(u)\, y_{t-1}(u)" />
      <p>
        In words: a moving object can be held still while everything around it goes on. If the model crops the
        clip, the grid covers only the part that the model sees.
      </p>
      <p>The search minimises a loss of the same form, with one more term for edges within a frame:</p>
      <Equation
        tex={String.raw`\begin{aligned} &p(c \mid y) + \lambda_1 \sum_t \operatorname*{mean}_v m_t(v) \\ &\; + \lambda_2\, \mathrm{TV}^{\text{time}} + \lambda_3\, \mathrm{TV}^{\text{space}} \end{aligned}`}
      />
      <p>
        In words: with the same weights, a mask that is uniform within each frame would cost exactly what a
        temporal mask does. But the weights differ (
        {`λ₁ is ${lambda1} here and ${PRESETS.default.lambda1} there`}), because a space-and-time mask may be
        small. Such weights are hard to choose, so you can fix the area instead, as in extremal perturbations:
        the search may perturb a share <Symbols tex="a" /> of the clip, and chooses which. Its sorted values
        are pulled towards a share <Symbols tex="a" /> of ones, and zeros for the rest, more strongly with
        every step:
      </p>
      <Equation
        tex={String.raw`\begin{aligned} &p(c \mid y) + \mu_k \operatorname{mean}\bigl(\mathrm{sort}(m) - r_a\bigr)^2 \\ &r_a = (1, \dots, 1, 0, \dots, 0) \end{aligned}`}
      />
      <p>
        The result is rounded to fifteenths before it is scored, because a link stores no more than that:
        anyone who opens the link sees exactly the mask that was scored.
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
