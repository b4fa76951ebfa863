/** The worker that decodes, generates and packs clips, and draws figures. */
import { serveClips } from "./clip-host.ts";

serveClips(self);
