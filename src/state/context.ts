/** What all actions share: access to the state, the outside world and the running jobs. */
import { asLabError, type LabError, type LabErrorCode } from "../base/errors.ts";
import type { SearchStore } from "../saved/searches/search-store.ts";
import type { PageLife } from "../saved/searches/page-life.ts";
import type { ModelStore } from "../saved/models/model-store.ts";
import type { StudyStore } from "../study/study-store.ts";
import type { Client } from "../worker/client.ts";
import type { BackendWish, ClipCommands, LabCommands, LoadProgress } from "../worker/protocol.ts";
import type { Jobs } from "./jobs.ts";
import type { LabState } from "./lab-state.ts";
import type { BundledClip, BundledModel } from "./manifest.ts";
import type { SavedPage } from "./saved-actions.ts";

/** The world outside the store: `app` passes the real one, tests pass fakes. */
export interface LabDeps {
  readonly lab: Client<LabCommands>;
  readonly clips: Client<ClipCommands>;
  /** Loads the list of bundled clips; empty if there is none. Rejects with a `LabError` if the list is malformed. */
  readonly loadManifest: () => Promise<readonly BundledClip[]>;
  /** Loads the list of bundled models. Rejects with a `LabError` if it is missing or malformed. */
  readonly loadModelList: () => Promise<readonly BundledModel[]>;
  /** Downloads a file. Rejects with a `LabError` that names the address. */
  readonly fetchBlob: (
    url: string,
    signal: AbortSignal,
    onProgress?: (progress: LoadProgress) => void,
  ) => Promise<Blob>;
  /** Returns the full address of a file in `public/clips`. */
  readonly clipUrl: (file: string) => string;
  /** Returns the full address of the folder `public/models/<id>/`. */
  readonly modelUrl: (id: string) => string;
  /** The address's wishes for the backend. */
  readonly backendWish?: BackendWish;
  /** Start of this visit's random seeds: any number, different for each visit. */
  readonly entropy: number;
  /** Calls `show` in about a tenth of a second: steps arrive faster than they are worth painting. */
  readonly soon: (show: () => void) => void;
  readonly history: SearchStore;
  readonly life: PageLife;
  readonly library: ModelStore;
  readonly studies: StudyStore;
  readonly savedPage: SavedPage;
  /** Returns the time in milliseconds since 1970. */
  readonly now: () => number;
}

/** What every action takes first; one per store. */
export interface LabContext {
  readonly get: () => LabState;
  readonly set: (part: Partial<LabState>) => void;
  readonly deps: LabDeps;
  readonly jobs: Jobs;
}

/** Adds an error to the problems on the page. */
export function report({ get, set }: LabContext, error: unknown, code: LabErrorCode): void {
  const problem = asLabError(error, code);
  const { problems } = get();
  // The message is already on the page.
  if (problems.some(({ message }) => message === problem.message)) return;
  const id = (problems.at(-1)?.id ?? 0) + 1;
  set({ problems: [...problems, { id, code: problem.code, message: problem.message }] });
}

/**
 * Runs work and reports the error it throws, if any. A "cancelled" error is not reported: the user asked for it.
 *
 * @param code       code for errors that are no `LabError`.
 * @param onProblem  called with the error. Default: adds it to the page's problems.
 * @returns          whether the work ran to its end.
 */
export async function attempt(
  context: LabContext,
  code: LabErrorCode,
  work: () => Promise<void>,
  onProblem: (error: LabError) => void = (error) => report(context, error, code),
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (thrown) {
    const error = asLabError(thrown, code);
    if (error.code !== "cancelled") onProblem(error);
    return false;
  }
}
