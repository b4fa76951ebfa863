/** The loss, the search that lowers it, and how to read what comes of it. */
import { HALVING_STEPS, PRESETS, SETTLED_GAIN } from "../../../math/search-settings.ts";
import { Equation, Symbols } from "../Equation.tsx";
import { LossFigure } from "../figures/LossFigure.tsx";
import { InCode, Part } from "../Part.tsx";

const { lambda1, lambda2, beta, steps, learningRate, constantSteps, patience } = PRESETS.default;

export function Search() {
  return (
    <>
      <Part id="loss">
        <p>A good mask destroys the class score, masks few frames, and does so in few pieces:</p>
        <Equation
          tex={String.raw`\begin{aligned} L(m) = {} & \lambda_1 \sum_{t} |m_t| \\ & + \lambda_2 \sum_{t} |m_{t+1} - m_t|^{\beta} \\ & + p\bigl(c \mid \operatorname{freeze}(x, m)\bigr) \end{aligned}`}
        />
        <p>
          In words: a price for every masked frame (<em>L1</em>), a price for every step up or down in the
          mask (<em>TV</em>, total variation), and the softmax probability <Symbols tex="p" /> that the model
          gives the target class <Symbols tex="c" /> on the frozen clip. The weights are{" "}
          <Symbols tex={String.raw`\lambda_1 = ${lambda1}`} /> and{" "}
          <Symbols tex={String.raw`\lambda_2 = ${lambda2}`} />, and{" "}
          <Symbols tex={String.raw`\beta = ${beta}`} />: small steps cost next to nothing, sharp ones a lot.
        </p>
        <InCode files={["src/math/mask-loss.ts", "src/math/tv-norm.ts", "src/score/class-score.ts"]} />
        <LossFigure />
      </Part>
      <Part id="search">
        <p>
          The mask is not searched for directly. Each value is the sigmoid of a parameter, so that it stays
          between 0 and 1 whatever the search does:
        </p>
        <Equation tex={String.raw`m_t = \frac{1}{1 + e^{-\theta_t}}`} />
        <p>
          Adam lowers the loss over the parameters, for {steps} steps at most. Its learning rate is{" "}
          {learningRate} for {constantSteps} steps; then it halves every {HALVING_STEPS}, so that a mask which
          has settled stays as it is. Every step freezes the clip with the mask so far, asks the model, and
          follows the gradient of the answer back through the model to the mask.
        </p>
        <p>
          <b>Where it starts.</b> A block around the middle of the clip is narrowed by one frame at either end
          for as long as freezing it still does nine tenths of what freezing the whole clip does:
        </p>
        <Equation
          tex={String.raw`\frac{p(c \mid x) - p(c \mid \operatorname{freeze}(x, \text{block}))}{p(c \mid x) - p(c \mid \operatorname{freeze}(x, \text{all}))} \ge 0.9`}
        />
        <p>
          Inside the block the parameters begin at +5, a mask value of 0.993; outside at −5, a value of 0.007.
        </p>
        <p>
          <b>When it stops.</b> As soon as the loss has not fallen by {SETTLED_GAIN} for {patience} steps. The
          mask of the lowest loss seen is the result.
        </p>
        <InCode
          files={[
            "src/search/temporal-search.ts",
            "src/math/adam.ts",
            "src/math/central-init.ts",
            "src/math/search-settings.ts",
          ]}
        />
      </Part>
      <Part id="scores">
        <p>Three numbers say what the mask did. All are softmax probabilities, from 0 to 1.</p>
        <dl className="definitions">
          <dt>OS</dt>
          <dd>of the target on the clip as filmed.</dd>
          <dt>FS</dt>
          <dd>
            of the target on the clip frozen with the mask. Low: the model needs the motion in those frames.
          </dd>
          <dt>RS</dt>
          <dd>
            of the target on the clip with the mask’s runs reversed. Near OS: the motion’s direction does not
            matter. Low: it does.
          </dd>
          <dt>P</dt>
          <dd>the class that the model predicts, shown where it is not the target.</dd>
          <dt>CS</dt>
          <dd>of the clip’s true class, shown where the model predicts another one.</dd>
        </dl>
        <p>
          Two masks of one clip are compared by their length (frames above 0.5), by their number of runs, and
          by their overlap: the frames that both perturb, divided by the frames that either does.
        </p>
        <Equation
          tex={String.raw`\mathrm{IoU}(m, n) = \frac{|\{t : m_t > 0.5 \text{ and } n_t > 0.5\}|}{|\{t : m_t > 0.5 \text{ or } n_t > 0.5\}|}`}
        />
        <InCode files={["src/result/mask-result.ts", "src/search/clip-score.ts"]} />
      </Part>
    </>
  );
}
