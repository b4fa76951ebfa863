/** Masks that say where as well as when: their grid, their loss, and the form that is given an area. */
import { Equation, Symbols } from "../Equation.tsx";
import { InCode, Part } from "../Part.tsx";

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
      <p>The search lowers the same loss, with one more term for edges within a frame:</p>
      <Equation
        tex={String.raw`\lambda_1 \sum_t \operatorname*{mean}_v m_t(v) + \lambda_2\, \mathrm{TV}_\beta^{\text{time}} + \lambda_3\, \mathrm{TV}_\beta^{\text{space}} + p(c \mid y)`}
      />
      <p>
        In words: a mask that is the same everywhere in a frame costs just what the mask over time would.
        Weights of this kind are hard to choose, so the area can be given instead, as in extremal
        perturbations: the search may perturb a share <Symbols tex="a" /> of the clip, and chooses which. Its
        values, sorted, are held to <Symbols tex="a" /> of ones and the rest zeros, more firmly with every
        step:
      </p>
      <Equation
        tex={String.raw`\mu_k \operatorname{mean}\bigl(\mathrm{sort}(m) - r_a\bigr)^2 + p(c \mid y), \qquad r_a = (\underbrace{1, \dots, 1}_{a}, 0, \dots, 0)`}
      />
      <p>
        The result is rounded to sixteenths before it is scored, because a link keeps so much of it: who opens
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
