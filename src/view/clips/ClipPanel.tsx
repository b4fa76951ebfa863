/** Panel that chooses a clip: from this machine, a camera, the web, the generator or the gallery. */
import { AddClip } from "./AddClip.tsx";
import { ChosenClip } from "./ChosenClip.tsx";
import { DecodeProgress } from "./DecodeProgress.tsx";
import { ClipList } from "./gallery/ClipList.tsx";

export function ClipPanel() {
  return (
    <section className="panel clips" aria-labelledby="clips-title">
      <h2 id="clips-title" className="panel-title">
        Clip
      </h2>
      <AddClip />
      <DecodeProgress />
      <ChosenClip />
      <ClipList />
    </section>
  );
}
