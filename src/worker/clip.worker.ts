/** The worker that decodes, generates and packs clips. */
import { serveClips } from "./clip-host.ts";

serveClips(self);
