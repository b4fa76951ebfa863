/** Button that opens and closes a row's details. */
import { Icon } from "../parts/icons.tsx";

interface DetailsButtonProps {
  readonly id: string;
  readonly open: boolean;
  /** Id of the element that holds the details while they are open. */
  readonly controls: string;
  readonly onToggle: () => void;
}

export function DetailsButton({ id, open, controls, onToggle }: DetailsButtonProps) {
  return (
    <button
      type="button"
      className="row-toggle"
      aria-label={`Details of clip ${id}`}
      aria-expanded={open}
      aria-controls={open ? controls : undefined}
      onClick={onToggle}
    >
      <Icon name="chevron" />
    </button>
  );
}
