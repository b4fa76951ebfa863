/** Where the lab does otherwise than paper and released code, what it cannot tell, and what it builds on. */
import { Part } from "../Part.tsx";
import { DEPARTURES, SOURCES } from "./departure-list.ts";

export function Departures() {
  return (
    <>
      <Part id="departures">
        <p>
          The paper describes the method; its authors’ released code does some things otherwise. The{" "}
          <b>default</b> settings follow the text and mend what the code gets wrong. The <b>paper</b> settings
          repeat the code, so that its numbers can be compared.
        </p>
        <table className="facts departures">
          <caption>All departures known to us</caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Paper’s code, and our paper settings</th>
              <th scope="col">Our default settings</th>
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
        <p>Some hold for both settings:</p>
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
            <b>One mask, not the mask.</b> The search follows a gradient from one start. Another start can end
            in another mask that does as well.
          </li>
          <li>
            <b>Masks are soft.</b> FS belongs to the mask values as they are. A value of 0.4 changes the clip
            although the page counts only frames above 0.5 as perturbed.
          </li>
          <li>
            <b>Frozen clips are unusual.</b> No model has been trained on clips that stop and jump. A score
            may fall because the clip looks odd, not because motion is missing.
          </li>
          <li>
            <b>Scores are softmax values.</b> They say how a class compares with the model’s other classes,
            not how sure the model should be.
          </li>
          <li>
            <b>The first frame cannot be frozen.</b> What it alone shows is never taken away.
          </li>
          <li>
            <b>The bundled models have seen generated clips only.</b> How they treat time is theirs, not that
            of models trained on real film. Load your own to ask about those.
          </li>
          <li>
            <b>Backends round differently.</b> Long searches can part ways in the last digits; scores of one
            and the same mask agree.
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
