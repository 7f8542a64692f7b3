import type { Lens, Subject } from "@ganlens/core";
import { lenses } from "../lenses/lenses.ts";
import { fields, plantedSubject, withinUnit } from "./planted-subject.ts";
import { tinyLens } from "./tiny-lens.ts";

/** What the worker of the tests is told to open. */
export interface SideBySideSetup {
  readonly folder: string;
  /** Stands at the end of the subject's fingerprint. */
  readonly version?: string;
  /** Fails instead of opening anything. */
  readonly broken?: true;
}

/** Settings at which lenses take a moment; each trains longer than the 25 steps after which it gives the first sign. */
export const fewSteps: Readonly<Record<string, unknown>> = {
  distance: { historyCount: 100 },
  reconstruction: { code: 4, steps: 80 },
  compression: { steps: 80 },
  memorisation: { count: 150, steps: 80 },
  coverage: { count: 150, steps: 80 },
  tell: { steps: 80 },
  usefulness: { count: 150, steps: 80 },
  identifiability: { learnCount: 200, fitCount: 500, testCount: 250, jacobianPoints: 2, steps: 80 },
};

/** The same subject in every thread. */
export function sideBySideSubject(version = "1"): Subject {
  const planted = plantedSubject({
    size: 4,
    realRank: 4,
    count: 420,
    checkpoints: [0, 5],
    generate: ({ z: noise }, checkpoint) => fields(noise, checkpoint === 0 ? 1 : 4),
  });
  // The text of a function is not the same in every thread.
  return withinUnit({ ...planted, fingerprint: `side by side, version ${version}` });
}

/** What the worker of the tests knows. */
export const sideBySideLenses: readonly Lens[] = [...lenses, tinyLens as unknown as Lens];
