/** What went wrong and what to do about it, until dismissed. What was on the page stays. */
import { useActions, useLab } from "../state/use-lab.ts";
import { Icon } from "./icons.tsx";

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
