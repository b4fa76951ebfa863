/** Differences from the paper and its released code, limitations, and sources. */
import { Part } from "../Part.tsx";
import { DEPARTURES, SOURCES } from "./departure-list.ts";

export function Departures() {
  return (
    <>
      <Part id="departures">
        <p>
          The paper describes a gradient descent on soft masks; the authors’ released code does some things
          differently. <b>Descent</b> follows the text and fixes the bugs of the code. <b>Paper</b> repeats
          the code exactly, so that numbers can be compared with it. <b>Default</b> and <b>Exact</b> minimise
          the same loss over masks of whole frames, without a descent: a soft mask can reach a low score by
          cross-fading frames, and freezing the frames it names then takes far less.
        </p>
        <table className="facts departures">
          <caption>All differences known to us</caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Released code, and Paper</th>
              <th scope="col">Descent</th>
            </tr>
          </thead>
          <tbody>
            {DEPARTURES.filter(({ kind }) => kind === "preset").map(({ what, theirs, ours }) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{theirs}</td>
                <td>{ours}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>These hold for both settings:</p>
        <dl className="definitions wide">
          {DEPARTURES.filter(({ kind }) => kind === "both").map(({ what, theirs, ours }) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>{`${theirs} ${ours}`}</dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part id="limits">
        <ul>
          <li>
            <b>One mask, not the mask.</b> A mask that is proven best has the lowest loss, but others may come
            close. A descent follows a gradient: another start may lead to another mask that does as well.
          </li>
          <li>
            <b>The loss is a choice.</b> It weighs frames and runs against the score. Other weights would name
            other frames.
          </li>
          <li>
            <b>Frozen clips are unusual.</b> No model here was trained on clips that stop and jump. A score
            may fall because the clip looks odd, not because motion is missing.
          </li>
          <li>
            <b>Scores are softmax values.</b> They compare a class with the model’s other classes, and do not
            say how sure the model should be.
          </li>
          <li>
            <b>The first frame cannot be frozen.</b> What it shows is never removed.
          </li>
          <li>
            <b>The bundled models were trained on generated clips only.</b> Models trained on real videos may
            treat time differently. Load your own to find out.
          </li>
          <li>
            <b>Backends round differently.</b> Long searches can drift apart, starting in the last digits;
            scores of the same mask agree.
          </li>
        </ul>
      </Part>
      <Part id="sources">
        <ul>
          {SOURCES.map(({ authors, title, where, href }) => (
            <li key={href}>
              {authors}. <cite>{title}</cite>. <a href={href}>{where}</a>.
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}
