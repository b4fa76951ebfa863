/** The stage without a clip. */
import { useLab } from "../../state/use-lab.ts";

export function EmptyStage() {
  const waiting = useLab(({ manifest, clipJob }) => manifest.kind === "loading" || clipJob.kind !== "idle");
  return (
    <div className="players players-side">
      {["Original", "Masked"].map((name) => (
        <figure key={name} className="figure" aria-label={name}>
          <figcaption className="figure-caption">
            <span className="figure-name">{name}</span>
          </figcaption>
          <div
            className={waiting ? "picture picture-waiting" : "picture picture-empty"}
            style={{ "--ratio": 16 / 9 }}
          >
            {!waiting && name === "Original" && (
              <p>
                <b>Drop a short clip anywhere</b>
                MP4, MOV, WebM, MKV, GIF or a folder of frames. It stays on this machine.
              </p>
            )}
            {!waiting && name === "Masked" && <p>Here it plays with the important frames frozen.</p>}
          </div>
        </figure>
      ))}
    </div>
  );
}
