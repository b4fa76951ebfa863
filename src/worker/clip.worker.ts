/** The worker that decodes and packs clips. */
import { serveClips } from "./clip-host.ts";

serveClips(self);
