/** The method page: the equations, their sources, and how this lab differs from the paper. */
import { useEffect, type MouseEvent } from "react";
import { useActions, useLab } from "../../state/use-lab.ts";
import { METHOD_PARTS, hrefOfPart, type MethodPartId } from "./method-parts.ts";
import { About } from "./parts/About.tsx";
import { Background } from "./parts/Background.tsx";
import { Departures } from "./parts/Departures.tsx";
import { Perturbations } from "./parts/Perturbations.tsx";
import { Search } from "./parts/Search.tsx";
import { Space } from "./parts/Space.tsx";
import { Faithfulness } from "./parts/Faithfulness.tsx";
import "../styles/method.css";
import "../styles/method-figures.css";

export default function MethodPage() {
  const part = useLab((lab) => lab.pagePart);
  useEffect(() => {
    if (part === null) return;
    const heading = document.getElementById(`method-${part.id}-title`);
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  }, [part]);
  return (
    <main className="page method">
      <header className="method-head">
        <h2>Method</h2>
        <p className="lead">
          How the lab finds the frames that a video classifier relies on, what its numbers mean, and how it
          differs from the paper that it follows.
        </p>
      </header>
      <Contents />
      <article className="method-text">
        <About />
        <Perturbations />
        <Search />
        <Space />
        <Faithfulness />
        <Background />
        <Departures />
      </article>
    </main>
  );
}

function Contents() {
  const { showPage } = useActions();
  const onClick = (event: MouseEvent, id: MethodPartId) => {
    // With a modifier the browser opens a new tab. The fragment belongs to the permalink, so it cannot name the part.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    showPage("method", id);
  };
  return (
    <nav className="contents" aria-label="On this page">
      <ol role="list">
        {METHOD_PARTS.map(({ id, title }) => (
          <li key={id}>
            <a href={hrefOfPart(id)} onClick={(event) => onClick(event, id)}>
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
