/** A progress bar. */

interface ProgressBarProps {
  /** Accessible name. */
  readonly name: string;
  readonly done: number;
  /** Total; 0 if unknown, in which case the bar only moves. */
  readonly of: number;
  /** Text that assistive technology reads instead of a percentage. */
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
