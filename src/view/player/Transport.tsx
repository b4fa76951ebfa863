/** Playback controls: play, step, speed, loop, and the current position. */
import { SPEEDS } from "../../state/lab-state.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { Icon } from "../parts/icons.tsx";

export function Transport() {
  const playing = useLab(({ player }) => player.playing);
  const speed = useLab(({ player }) => player.speed);
  const loop = useLab(({ player }) => player.loop);
  const { togglePlaying, stepFrames, setSpeed, setLoop } = useActions();
  return (
    <div className="transport">
      <button type="button" className="round" aria-label="Previous frame" onClick={() => stepFrames(-1)}>
        <Icon name="previous" />
      </button>
      <button
        type="button"
        className="round round-primary"
        aria-label={playing ? "Pause" : "Play"}
        onClick={togglePlaying}
      >
        {playing ? <Icon name="pause" /> : <Icon name="play" />}
      </button>
      <button type="button" className="round" aria-label="Next frame" onClick={() => stepFrames(1)}>
        <Icon name="next" />
      </button>
      <Position />
      <span className="spring" />
      <label className="speed">
        <span className="visually-hidden">Speed</span>
        <select value={speed} onChange={(event) => setSpeed(Number(event.target.value))}>
          {SPEEDS.map((times) => (
            <option key={times} value={times}>
              {times}×
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="round"
        aria-label="Loop"
        aria-pressed={loop}
        onClick={() => setLoop(!loop)}
      >
        <Icon name="loop" />
      </button>
    </div>
  );
}

function Position() {
  const frame = useLab(({ player }) => player.frame);
  const T = useLab(({ onPage }) => onPage?.clip.frames.T ?? 0);
  const timeS = useLab(({ onPage }) => onPage?.clip.timestampsS[frame] ?? 0);
  return (
    <p className="position">
      <b>{frame + 1}</b> / {T}
      <span className="position-time">{timeS.toFixed(2)} s</span>
    </p>
  );
}
