import { constant } from "./constant.ts";
import { type CosineSchedule, cosine } from "./cosine.ts";
import { type CosineRestartsSchedule, cosineRestarts } from "./cosine-restarts.ts";
import { type CyclicalSchedule, cyclical } from "./cyclical.ts";
import { type ExponentialSchedule, exponential } from "./exponential.ts";
import { inverseSquareRoot } from "./inverse-square-root.ts";
import { type LinearSchedule, linear } from "./linear.ts";
import { type LogisticSchedule, logistic } from "./logistic.ts";
import { type MultiStepSchedule, multiStep } from "./multi-step.ts";
import { type OneCycleSchedule, oneCycle } from "./one-cycle.ts";
import { type PolynomialSchedule, polynomial } from "./polynomial.ts";
import type { ScheduleDefinition } from "./schedule-definition.ts";
import { type StepSchedule, step } from "./step.ts";
import { type TriangularSchedule, triangular } from "./triangular.ts";
import type { WarmupSettings } from "./warm-up.ts";

/** The settings of every schedule, by the `kind` that a configuration gives it. */
export interface ScheduleSettings {
  readonly constant: WarmupSettings;
  readonly linear: LinearSchedule;
  readonly cosine: CosineSchedule;
  readonly step: StepSchedule;
  readonly "multi-step": MultiStepSchedule;
  readonly exponential: ExponentialSchedule;
  readonly polynomial: PolynomialSchedule;
  readonly "cosine-restarts": CosineRestartsSchedule;
  readonly triangular: TriangularSchedule;
  readonly "one-cycle": OneCycleSchedule;
  readonly "inverse-square-root": WarmupSettings;
  readonly cyclical: CyclicalSchedule;
  readonly logistic: LogisticSchedule;
}

/** The kinds of schedules. */
export type ScheduleKind = keyof ScheduleSettings;

/** Every schedule by its kind: a new one is its file and its line, here and in {@link ScheduleSettings}. */
export const schedules: { readonly [Kind in ScheduleKind]: ScheduleDefinition<ScheduleSettings[Kind]> } = {
  constant,
  linear,
  cosine,
  step,
  "multi-step": multiStep,
  exponential,
  polynomial,
  "cosine-restarts": cosineRestarts,
  triangular,
  "one-cycle": oneCycle,
  "inverse-square-root": inverseSquareRoot,
  cyclical,
  logistic,
};
