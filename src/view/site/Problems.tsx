/** Error messages with their remedies, shown until dismissed. The rest of the page stays as it was. */
import { useActions, useLab } from "../../state/use-lab.ts";
import { Icon } from "../parts/icons.tsx";

export function Problems() {
  const problems = useLab((lab) => lab.problems);
  const { dismissProblem } = useActions();
  return (
    <div className="problems">
      {problems.map(({ id, message }) => (
        <div key={id} className="problem" role="alert">
          <Icon name="alert" />
          <p>{message}</p>
          <button type="button" className="round" aria-label="Dismiss" onClick={() => dismissProblem(id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
