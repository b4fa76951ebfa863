/** What every group of actions works with: the state, the outside world and the work under way. */
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
import type { StoredPage } from "./stored-actions.ts";

/** The world outside the store; `app` hands in the real one, tests a small one. */
export interface LabDeps {
  readonly lab: Client<LabCommands>;
  readonly clips: Client<ClipCommands>;
  /** @throws {LabError} when the list is not as it should be; empty where there is none. */
  readonly loadManifest: () => Promise<readonly BundledClip[]>;
  /** @throws {LabError} when the list cannot be had, or is not as it should be. */
  readonly loadModelList: () => Promise<readonly BundledModel[]>;
  /** @throws {LabError} naming the address when it cannot be had. */
  readonly fetchBlob: (
    url: string,
    signal: AbortSignal,
    onProgress?: (progress: LoadProgress) => void,
  ) => Promise<Blob>;
  /** Full address of a file in `public/clips`. */
  readonly clipUrl: (file: string) => string;
  /** Full address of the folder `public/models/<id>/`. */
  readonly modelUrl: (id: string) => string;
  /** What the address asks of the choice of backend. */
  readonly backendWish?: BackendWish;
  /** Where a visit's shuffled seeds start: any number, another one each visit. */
  readonly entropy: number;
  /** Runs it soon, at most once a frame: steps come faster than they can be shown. */
  readonly oncePerFrame: (show: () => void) => void;
  readonly history: SearchStore;
  readonly life: PageLife;
  readonly library: ModelStore;
  readonly studies: StudyStore;
  readonly stored: StoredPage;
  /** The clock, milliseconds since 1970. */
  readonly now: () => number;
}

/** One a store; every action takes it first. */
export interface LabContext {
  readonly get: () => LabState;
  readonly set: (part: Partial<LabState>) => void;
  readonly deps: LabDeps;
  readonly jobs: Jobs;
}

/** Adds a problem to those on the page. */
export function report({ get, set }: LabContext, error: unknown, code: LabErrorCode): void {
  const problem = asLabError(error, code);
  const { problems } = get();
  // The same words twice help nobody.
  if (problems.some(({ message }) => message === problem.message)) return;
  const id = (problems.at(-1)?.id ?? 0) + 1;
  set({ problems: [...problems, { id, code: problem.code, message: problem.message }] });
}

/**
 * Runs work and reports what it throws, except a cancel, which is somebody's wish.
 *
 * @param code  for errors that carry none.
 * @param tell  takes what was thrown. Default: adds it to the page's problems.
 * @returns     whether the work came to its end.
 */
export async function attempt(
  context: LabContext,
  code: LabErrorCode,
  work: () => Promise<void>,
  tell: (error: LabError) => void = (error) => report(context, error, code),
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    const told = asLabError(error, code);
    if (told.code !== "cancelled") tell(told);
    return false;
  }
}
