import {
  CheckpointCorruptError,
  type Evaluation,
  type HealthAlarm,
  type NdArray,
  parseShallowJson,
} from "@ganlens/core";
import * as z from "zod";
import type { Evaluator } from "../evaluation/evaluator.ts";
import { HealthWatch } from "../health/health-watch.ts";
import { observedParts } from "../health/observation.ts";
import type { SampleSpread } from "../health/sample-spread.ts";
import type { StepReport } from "./trainee.ts";

/** What is looked at while training, and by whom. */
export interface TrainingWatchOptions {
  readonly totalSteps: number;
  /** The losses that fall where training goes well. */
  readonly falling: readonly string[];
  /** Compares the spread of samples with that of real ones. */
  readonly spread?: (samples: NdArray) => SampleSpread;
  readonly evaluator?: Pick<Evaluator, "best" | "reasonToStop" | "evaluateWhenDue" | "save" | "restore">;
  readonly health?: HealthWatch;
}

/** One step that is looked at. */
export interface WatchedStep {
  readonly step: number;
  readonly report: StepReport;
  /** Where there are some at this step. */
  readonly samples?: NdArray | undefined;
}

/** What a look gave. */
export interface WatchReport {
  /** The step's own parts, and what was seen beside them. */
  readonly parts: Readonly<Record<string, number>>;
  readonly alarms: readonly HealthAlarm[];
  readonly evaluation: Evaluation | undefined;
}

const savedSchema = z.strictObject({ health: z.unknown(), evaluation: z.unknown().optional() });

/** Watches a training from step to step; what it remembers is saved with every resumable checkpoint. */
export class TrainingWatch {
  /** Its file in a checkpoint. */
  static readonly file = "watch.json";
  readonly #options: TrainingWatchOptions;
  readonly #health: HealthWatch;

  constructor(options: TrainingWatchOptions) {
    this.#options = options;
    this.#health = options.health ?? new HealthWatch();
  }

  async look({ step, report, samples }: WatchedStep): Promise<WatchReport> {
    const { totalSteps, falling, spread, evaluator } = this.#options;
    const isLast = step === totalSteps;
    const seen = samples === undefined ? undefined : spread?.(samples);
    const parts = {
      ...report.parts,
      ...Object.fromEntries(
        Object.entries(report.gradientNorms).map(([player, norm]) => [
          observedParts.gradientNorm(player),
          norm,
        ]),
      ),
      ...(seen === undefined ? {} : { [observedParts.spread]: seen.spread }),
      ...(seen?.classes == null ? {} : { [observedParts.classes]: seen.classes }),
    };
    const isSound = [...Object.values(report.losses), ...Object.values(report.parts)].every(Number.isFinite);
    const evaluation = isSound ? await evaluator?.evaluateWhenDue(step, { isLast }) : undefined;
    const { losses, statistics } = report;
    const alarms = this.#health.observe({
      step,
      totalSteps,
      losses,
      parts,
      statistics,
      falling,
      ...(evaluation === undefined ? {} : { evaluation }),
    });
    return { parts, alarms, evaluation };
  }

  /** The step whose checkpoint is to be kept for what was measured there. */
  get bestStep(): number | undefined {
    return this.#options.evaluator?.best?.step;
  }

  /** Why training should end now, in words. */
  get reasonToStop(): string | undefined {
    return this.#options.evaluator?.reasonToStop;
  }

  /** Its file's bytes. */
  save(): Uint8Array {
    const { evaluator } = this.#options;
    const facts = {
      health: this.#health.save(),
      ...(evaluator === undefined ? {} : { evaluation: evaluator.save() }),
    };
    return new TextEncoder().encode(`${JSON.stringify(facts)}\n`);
  }

  /**
   * Goes on from what {@link save} gave.
   *
   * @throws {CheckpointCorruptError} when it is not that
   */
  restore(bytes: Uint8Array): void {
    const parsed = savedSchema.safeParse(parseShallowJson(bytes));
    if (!parsed.success) {
      throw new CheckpointCorruptError({
        message: `Expected what was seen of this training in ${TrainingWatch.file}: ${z.prettifyError(parsed.error)}.`,
        hint: "Take an earlier checkpoint of this run.",
      });
    }
    const { health, evaluation } = parsed.data;
    this.#health.restore(health);
    if (evaluation !== undefined) this.#options.evaluator?.restore(evaluation);
  }
}
