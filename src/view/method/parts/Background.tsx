/** Background: Grad-CAM, the models, and what a link contains. */
import { useLab } from "../../../state/use-lab.ts";
import { Equation, Symbols } from "../Equation.tsx";
import { InCode, Part } from "../Part.tsx";

export function Background() {
  return (
    <>
      <Part id="grad-cam">
        <p>
          Grad-CAM answers a different question: <em>where</em> in each frame do the model’s last features
          support the class? It weights each feature channel <Symbols tex="k" /> by how much the score rises
          with it, adds the channels up, and keeps the positive part:
        </p>
        <Equation
          tex={String.raw`\begin{aligned} M_t(u) &= \max\Bigl(0, \sum_k \alpha_k\, A^k_t(u)\Bigr) \\ \alpha_k &= \operatorname*{mean}_{t,\,u} \frac{\partial p(c \mid x)}{\partial A^k_t(u)} \end{aligned}`}
        />
        <p>
          For I3D, <Symbols tex="A" /> holds the features of <code>Mixed_5c</code>, and the mean runs over
          time and space. These features have fewer time steps than the clip has frames, because the network
          downsamples time, so each map stands for several frames. For C-LSTM, <Symbols tex="A" /> is the
          output of the last ConvLSTM layer, and each frame has its own weights:
        </p>
        <Equation
          tex={String.raw`\alpha_{k,t} = \operatorname*{mean}_{u} \frac{\partial p(c \mid x)}{\partial A^k_t(u)}`}
        />
        <p>
          <em>Per clip</em>, all frames share one colour scale, so a pale frame matters less.{" "}
          <em>Per frame</em>, each frame uses the whole scale, so that weak maps are visible too.
        </p>
        <InCode files={["src/math/grad-cam.ts", "src/saliency/grad-cam.ts"]} />
      </Part>
      <Part id="models">
        <p>
          <b>I3D</b> is Inception-v1 with its filters inflated in time: each layer sees a few frames at once,
          and the prediction is an average over the clip. <b>C-LSTM</b> reads one frame after another, with
          convolutions inside its gates, and decides from what it remembers. The paper compares the two
          because they treat time so differently.
        </p>
        <p>
          A clip is sampled evenly, to the number of frames that the model takes: one from the middle of each
          of <Symbols tex="T" /> equal parts. Frames are resized and cropped as the model’s card says. The
          models that ship with this page were trained on generated clips only. They are small, so that a
          search in a browser takes seconds to minutes.
        </p>
        <ModelTable />
        <InCode
          files={[
            "src/models/i3d/i3d.ts",
            "src/models/convlstm/network.ts",
            "src/clip/sample-times.ts",
            "src/frames/preprocess.ts",
          ]}
        />
      </Part>
      <Part id="links">
        <p>
          The address bar always holds the result on the page: model, clip, class, settings, mask and scores.
          They come after the <code>#</code>, and browsers never send that part to a server. A bundled clip is
          named; your own clip travels inside the link, as its few sampled frames, compressed. Anyone who
          opens the link sees your result at once, and their browser computes the scores again and says
          whether they agree.
        </p>
        <p>
          Clips and models that you open are read on your machine and stay there. A clip leaves it only inside
          a link that you share yourself. The model runs in this browser: on the graphics card through WebGPU
          if the browser supports it, otherwise on the processor through WebAssembly. Before the first search
          the page checks the backend’s gradients against known values.
        </p>
        <InCode files={["src/result/permalink.ts", "src/device/self-check.ts"]} />
      </Part>
    </>
  );
}

/** Table of the loaded models, read from their cards. */
function ModelTable() {
  const models = useLab((lab) => lab.models);
  const cards = models.flatMap(({ card }) => (card === null ? [] : [card]));
  if (cards.length === 0) return null;
  return (
    <table className="facts">
      <caption>The models loaded so far, from their cards</caption>
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">Input</th>
          <th scope="col">Classes</th>
          <th scope="col">Accuracy</th>
        </tr>
      </thead>
      <tbody>
        {cards.map(({ id, name, input, classes, accuracy }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            <td>{`${input.frames} frames of ${input.width} × ${input.height}`}</td>
            <td>{classes.length}</td>
            <td>{accuracy ? `${(accuracy.top1 * 100).toFixed(1)} %` : "unknown"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
