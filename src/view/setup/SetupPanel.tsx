/** The question: which model, which class, which settings; and the button that asks it. */
import { BackendStatus } from "./BackendStatus.tsx";
import { ClassPicker } from "./ClassPicker.tsx";
import { ModelPicker } from "./ModelPicker.tsx";
import { PredictionList } from "./PredictionList.tsx";
import { PresetPicker } from "./PresetPicker.tsx";
import { SearchControls } from "./SearchControls.tsx";
import { SearchTrace } from "./SearchTrace.tsx";

export function SetupPanel() {
  return (
    <section className="panel setup" aria-labelledby="setup-title">
      <h2 id="setup-title" className="panel-title">
        Explain
      </h2>
      <ModelPicker />
      <ClassPicker />
      <PredictionList />
      <PresetPicker />
      <SearchControls />
      <SearchTrace />
      <BackendStatus />
    </section>
  );
}
