/** Grad-CAM, the models, and what a link holds. */
import { useLab } from "../../../state/use-lab.ts";
import { Equation, Symbols } from "../Equation.tsx";
import { InCode, Part } from "../Part.tsx";

export function Background() {
  return (
    <>
      <Part id="grad-cam">
        <p>
          Grad-CAM answers another question: <em>where</em> in each frame the model’s last features speak for
          the class. It weighs each feature channel <Symbols tex="k" /> by how the score rises with it, adds
          the channels up, and keeps what speaks for the class:
        </p>
        <Equation
          tex={String.raw`\begin{aligned} M_t(u) &= \max\Bigl(0, \sum_k \alpha_k\, A^k_t(u)\Bigr) \\ \alpha_k &= \operatorname*{mean}_{t,\,u} \frac{\partial p(c \mid x)}{\partial A^k_t(u)} \end{aligned}`}
        />
        <p>
          For I3D, <Symbols tex="A" /> are the features of <code>Mixed_5c</code> and the mean runs over time
          and space. These features have fewer frames than the clip, as the network halves time on its way;
          each map stands for several frames. For C-LSTM, <Symbols tex="A" /> is the output of the last
          ConvLSTM layer, and each frame has weights of its own:
        </p>
        <Equation
          tex={String.raw`\alpha_{k,t} = \operatorname*{mean}_{u} \frac{\partial p(c \mid x)}{\partial A^k_t(u)}`}
        />
        <p>
          Shown <em>per clip</em>, one colour scale serves all frames and a pale frame mattered less. Shown{" "}
          <em>per frame</em>, each frame uses the whole scale, so that weak maps can be read too.
        </p>
        <InCode files={["src/math/grad-cam.ts", "src/saliency/grad-cam.ts"]} />
      </Part>
      <Part id="models">
        <p>
          <b>I3D</b> is Inception-v1 with its filters inflated in time: every layer sees a few frames at once,
          and the answer averages over the clip. <b>C-LSTM</b> reads one frame after another, with
          convolutions inside its gates, and decides from what it remembers. The paper compares these two
          because they treat time so differently.
        </p>
        <p>
          A clip is sampled to the number of frames that the model takes, at even distances: the middle of
          each of <Symbols tex="T" /> equal parts. Frames are resized and cropped as the model’s card says.
          The models that ship with this page are small, so that a search takes seconds to minutes in a
          browser, and were trained on generated clips alone.
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
          They stand after the <code>#</code>, and browsers never send that part to a server. A bundled clip
          is named; a clip of yours travels inside the link, compressed to its few sampled frames. Whoever
          opens the link sees your result at once, and their machine computes the scores again and says
          whether they agree.
        </p>
        <p>
          Clips and models that you open are read on your machine and stay there. They leave it only inside a
          link that you send yourself. The model runs in this browser: on the graphics card through WebGPU
          where the browser offers one, else on the processor through WebAssembly. Before the first search the
          page checks the backend’s gradients against known ones.
        </p>
        <InCode files={["src/result/permalink.ts", "src/device/self-check.ts"]} />
      </Part>
    </>
  );
}

/** Read from the cards of the models on the page. */
function ModelTable() {
  const models = useLab((lab) => lab.models);
  const cards = models.flatMap(({ card }) => (card === null ? [] : [card]));
  if (cards.length === 0) return null;
  return (
    <table className="facts">
      <caption>Models loaded so far, as their cards describe them</caption>
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">Takes</th>
          <th scope="col">Classes</th>
          <th scope="col">Right</th>
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
