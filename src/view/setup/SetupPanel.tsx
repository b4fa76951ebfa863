/** Setup panel: model, class and settings, the button that starts the search, and its course. */
import { isOverSpace } from "../../state/derived.ts";
import { useLab } from "../../state/use-lab.ts";
import { SearchCourse } from "../course/SearchCourse.tsx";
import { EachLane } from "../lanes/EachLane.tsx";
import { BackendStatus } from "./BackendStatus.tsx";
import { ClassPicker } from "./ClassPicker.tsx";
import { ComparedClassPicker, ComparePicker } from "./ComparePicker.tsx";
import { MaskKindPicker } from "./MaskKindPicker.tsx";
import { ModelPicker } from "./ModelPicker.tsx";
import { PredictionList } from "./PredictionList.tsx";
import { PresetPicker } from "./PresetPicker.tsx";
import { SearchControls } from "./SearchControls.tsx";

export function SetupPanel() {
  const overSpace = useLab(isOverSpace);
  return (
    <section className="panel setup" aria-labelledby="setup-title">
      <h2 id="setup-title" className="panel-title">
        Setup
      </h2>
      <ModelPicker />
      <ComparePicker />
      <ClassPicker />
      <ComparedClassPicker />
      <PredictionList />
      <MaskKindPicker />
      {!overSpace && <PresetPicker />}
      <SearchControls />
      <EachLane>
        <SearchCourse />
      </EachLane>
      <BackendStatus />
    </section>
  );
}
