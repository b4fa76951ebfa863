/** The imported models: their files, their sizes, and buttons to remove them. */
import type { ModelEntry, ModelSource } from "../../state/model-entry.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { formatBytes } from "../parts/format.ts";
import { Confirm } from "../history/Confirm.tsx";

type Imported = Extract<ModelSource, { kind: "imported" }>;

/** Renders nothing if no model has been imported. */
export function YourModels() {
  const models = useLab((lab) => lab.models);
  const yours = models.filter(isImported);
  if (yours.length === 0) return null;
  const bytes = yours.reduce((sum, { source }) => sum + source.bytes, 0);
  return (
    <details className="about your-models">
      <summary>{`Your models: ${yours.length}, ${formatBytes(bytes)}`}</summary>
      <ul role="list" aria-label="Your models">
        {yours.map((model) => (
          <YourModel key={model.id} {...model} />
        ))}
      </ul>
    </details>
  );
}

function isImported(model: ModelEntry): model is ModelEntry & { readonly source: Imported } {
  return model.source.kind === "imported";
}

function YourModel({ id, name, source }: ModelEntry & { readonly source: Imported }) {
  const { imports } = useActions();
  return (
    <li>
      <p>
        <b>{name}</b>
        <span className="field-note">
          {`${source.fileName}, ${formatBytes(source.bytes)}, ${source.saved ? "saved in this browser" : "until the page is closed"}`}
        </span>
      </p>
      {source.saved && (
        <Confirm
          label={`Remove ${name}`}
          question={`Remove ${name} from this browser? Its file on your disk stays.`}
          yes="Remove"
          onConfirm={() => void imports.remove(id)}
        />
      )}
    </li>
  );
}
