import type * as z from "zod";
import type { Random } from "../random/random.ts";
import type { RunStore } from "../store/run-store.ts";
import type { Effort } from "./effort.ts";
import type { LensAnswer } from "./lens-result.ts";
import type { Need } from "./need.ts";
import type { SharedWork } from "./shared-work.ts";
import type { Subject } from "./subject.ts";

/** What a lens is given besides its subject; nothing else may leak in. */
export interface LensContext {
  readonly effort: Effort;
  readonly seed: number;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** Milliseconds from an arbitrary origin; for progress only, never in a result. */
  readonly clock: () => number;
  /** False where no picture of real data may be written. */
  readonly trainingImages: boolean;
  /** The run folder, for networks (`models/`) and cached sets (`cache/`). */
  readonly store: RunStore;
  /** What it shares with lenses that run at the same time; undefined where it runs alone. */
  readonly shared?: SharedWork;
  /** A sign of life of the running lens: what it is doing, and the share of the whole that is done. */
  progress(stage: string, done: number): LensProgress;
  /** Puts a file beside the result: `name` has no path. */
  writeFile(name: string, bytes: Uint8Array): Promise<void>;
}

/** A sign of life from a running lens. */
export interface LensProgress {
  readonly type: "lens-progress";
  readonly lens: string;
  /** What it is doing, in a few words. */
  readonly stage: string;
  /** Share of the whole lens that is done, in [0, 1]. */
  readonly done: number;
}

/** One plain question about a generator, and the way to answer it. */
export interface Lens<O = unknown> {
  readonly specificationVersion: 1;
  readonly id: string;
  readonly question: string;
  /** Without these it has nothing to say; what else it can use, it finds on the subject. */
  readonly needs: readonly Need[];
  readonly options: z.ZodType<O>;
  run(subject: Subject, options: O, context: LensContext): AsyncGenerator<LensProgress, LensAnswer>;
}
