/** A bar that fills. */

interface ProgressBarProps {
  /** Accessible name. */
  readonly name: string;
  readonly done: number;
  /** 0 where unknown: the bar then only moves. */
  readonly of: number;
  /** What assistive technology says instead of a percentage. */
  readonly text: string;
}

export function ProgressBar({ name, done, of, text }: ProgressBarProps) {
  const known = of > 0;
  return (
    <div
      className={known ? "progress" : "progress progress-unknown"}
      role="progressbar"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={known ? of : undefined}
      aria-valuenow={known ? done : undefined}
      aria-valuetext={text}
      style={{ "--done": known ? done / of : 1 }}
    >
      <span />
    </div>
  );
}
