/** The loss, the search that minimises it, and how to read the scores. */
import { HALVING_STEPS, PRESETS, SETTLED_GAIN } from "../../../math/search-settings.ts";
import { Equation, Symbols } from "../Equation.tsx";
import { LossFigure } from "../figures/LossFigure.tsx";
import { InCode, Part } from "../Part.tsx";

const { lambda1, lambda2, beta, steps, learningRate, constantSteps, patience } = PRESETS.thorough;
const { mostEvaluations } = PRESETS.default;

export function Search() {
  return (
    <>
      <Part id="loss">
        <p>A good mask destroys the class score, covers few frames, and comes in few pieces:</p>
        <Equation
          tex={String.raw`\begin{aligned} L(m) = {} & \lambda_1 \sum_{t} |m_t| \\ & + \lambda_2 \sum_{t} |m_{t+1} - m_t|^{\beta} \\ & + p\bigl(c \mid \operatorname{freeze}(x, m)\bigr) \end{aligned}`}
        />
        <p>
          In words: a price for every masked frame (<em>L1</em>), a price for every step up or down in the
          mask (<em>TV</em>, total variation), and the softmax probability <Symbols tex="p" /> that the model
          gives the target class <Symbols tex="c" /> on the frozen clip. The weights are{" "}
          <Symbols tex={String.raw`\lambda_1 = ${lambda1}`} /> and{" "}
          <Symbols tex={String.raw`\lambda_2 = ${lambda2}`} />. With{" "}
          <Symbols tex={String.raw`\beta = ${beta}`} />, small steps cost almost nothing and sharp ones a lot.
        </p>
        <InCode files={["src/math/mask-loss.ts", "src/math/tv-norm.ts", "src/score/class-score.ts"]} />
        <LossFigure />
      </Part>
      <Part id="search">
        <p>
          <b>Trying masks.</b> A mask that freezes each frame fully or not at all has a price that needs no
          model: with <Symbols tex="n" /> frames on and <Symbols tex="k" /> changes between neighbours,
        </p>
        <Equation tex={String.raw`r(m) = \lambda_1 n + \lambda_2 k`} />
        <p>
          Its loss is this price plus the class score. The search tries masks from the cheapest on, those of
          one run first, and keeps the lowest loss. Once the price of the next mask alone reaches it, no mask
          left can be better, because a score is never below 0: of all <Symbols tex="2^T" /> masks, this one
          is <b>proven best</b>. Until then, the price of the next mask is a lower bound on every loss.{" "}
          <b>Exact</b> goes on to the proof; <b>Default</b> scores at most {mostEvaluations} masks and states
          the bound.
        </p>
        <p>
          <b>Descending, as in the paper.</b> <b>Descent</b> and <b>Paper</b> search among soft masks, which
          can freeze a frame in part. Each mask value is the sigmoid of a parameter, so it always stays
          between 0 and 1:
        </p>
        <Equation tex={String.raw`m_t = \frac{1}{1 + e^{-\theta_t}}`} />
        <p>
          Adam minimises the loss over the parameters, in at most {steps} steps. In Descent, its learning rate
          is {learningRate} for {constantSteps} steps, then halves every {HALVING_STEPS} steps, so that a
          settled mask stays settled. Each step freezes the clip with the current mask, runs the model, and
          follows the gradient of the class score back through the model to the mask.
        </p>
        <p>
          <b>Where a descent starts.</b> A block around the middle of the clip is narrowed by one frame at
          either end as long as freezing it still takes at least nine tenths of what freezing the whole clip
          takes from the score:
        </p>
        <Equation
          tex={String.raw`\frac{p(c \mid x) - p(c \mid \operatorname{freeze}(x, \text{block}))}{p(c \mid x) - p(c \mid \operatorname{freeze}(x, \text{all}))} \ge 0.9`}
        />
        <p>
          Inside the block the parameters start at +5 (a mask value of 0.993), outside it at −5 (0.007).
          Descent also starts from either half of the clip, from all of it, and from the best window, and
          keeps the lowest loss.
        </p>
        <p>
          <b>When a descent stops.</b> Descent stops once the loss has not fallen by {SETTLED_GAIN} for{" "}
          {patience} steps. Its result is the mask with the lowest loss seen.
        </p>
        <InCode
          files={[
            "src/search/exact-search.ts",
            "src/math/mask-order.ts",
            "src/search/temporal-search.ts",
            "src/math/adam.ts",
            "src/math/central-init.ts",
            "src/math/search-settings.ts",
          ]}
        />
      </Part>
      <Part id="scores">
        <p>
          Three scores show what the mask does. Each is a softmax probability, from 0 to 1. FS and RS are of
          exactly the frames that the page names, those above 0.5, fully perturbed. A soft mask’s own scores
          stand below them: it can cross-fade frames that it does not name, and then its score is lower than
          that of the named frames.
        </p>
        <dl className="definitions">
          <dt>OS</dt>
          <dd>The target’s score on the original clip.</dd>
          <dt>FS</dt>
          <dd>
            The target’s score on the clip with the mask’s frames frozen. Low: the model needs the motion in
            those frames.
          </dd>
          <dt>RS</dt>
          <dd>
            The target’s score with the mask’s runs reversed. Near OS: the direction of the motion does not
            matter. Low: it does.
          </dd>
          <dt>P</dt>
          <dd>The predicted class, shown if it is not the target.</dd>
          <dt>CS</dt>
          <dd>The true class’s score, shown if the model predicts another class.</dd>
        </dl>
        <p>
          Two masks of one clip are compared by their length (frames above 0.5), their number of runs, and
          their overlap: the number of frames perturbed by both, divided by the number perturbed by either.
        </p>
        <Equation
          tex={String.raw`\mathrm{IoU}(m, n) = \frac{|\{t : m_t > 0.5 \text{ and } n_t > 0.5\}|}{|\{t : m_t > 0.5 \text{ or } n_t > 0.5\}|}`}
        />
        <InCode files={["src/result/mask-result.ts", "src/search/clip-score.ts"]} />
      </Part>
    </>
  );
}
