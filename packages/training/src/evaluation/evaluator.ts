import {
  type BestStep,
  bestStepSchema,
  CheckpointCorruptError,
  ConfigInvalidError,
  type EvaluatedMeasure,
  type Evaluation,
  type NdArray,
  Random,
} from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import * as z from "zod";
import { classShares, compareSamples, floorsOf } from "./compare-samples.ts";
import { evaluationSets } from "./evaluation-sets.ts";
import { type EvaluationMeasure, type EvaluationSettings, measureDirections } from "./evaluation-settings.ts";
import { type FeatureExtractor, openFeatureExtractor, type SampleFeatures } from "./sample-features.ts";

export interface EvaluatorOptions {
  readonly settings: EvaluationSettings;
  /** A split that is trained on. */
  readonly dataset: Dataset;
  /** Makes so many samples as they are now. */
  readonly generate: (options: { readonly count: number; readonly random: Random }) => Promise<NdArray>;
  readonly seed: number;
}

/** What is remembered between evaluations. */
interface EvaluatorState {
  readonly best: BestStep | null;
  /** The best value of the measure that decides when to stop, and how many evaluations have gone by without a better one. */
  readonly stopping: { readonly best: BestStep; readonly waited: number } | null;
  /** The step of the last evaluation. */
  readonly step: number;
}

const stateSchema: z.ZodType<EvaluatorState> = z.strictObject({
  best: bestStepSchema.nullable(),
  stopping: z.strictObject({ best: bestStepSchema, waited: z.int().nonnegative() }).nullable(),
  step: z.int().nonnegative(),
});

/** What is known of the real samples, once for all evaluations. */
interface RealSide {
  readonly extractor: FeatureExtractor;
  readonly reference: SampleFeatures;
  readonly floors: Readonly<Record<string, number>>;
}

/**
 * Compares what a training generates with real samples every so many steps, and remembers where it was best.
 *
 * Latents are drawn by seed and step, so that an evaluation depends on nothing that came before.
 */
export class Evaluator {
  readonly #options: EvaluatorOptions;
  readonly #real: RealSide;
  readonly #random: Random;
  #state: EvaluatorState = { best: null, stopping: null, step: 0 };

  /**
   * Takes the real samples, and measures the floors.
   *
   * @throws {ConfigInvalidError} when there are too few real samples, or the data are not what is asked for
   */
  static async open(options: EvaluatorOptions): Promise<Evaluator> {
    const { settings, dataset } = options;
    const sets = await evaluationSets(dataset, settings.samples);
    const extractor = await openFeatureExtractor({ kind: settings.features, dataset, others: sets.others });
    const { classes } = extractor;
    for (const [key, measure] of [
      ["best", settings.best],
      ["stopping.measure", settings.stopping?.measure],
    ] as const) {
      if (measure === "class-difference" && classes === 0) {
        throw new ConfigInvalidError({
          message: `Setting "evaluation.${key}": expected a measure that needs no classifier, received class-difference, and there is none for ${dataset.info.name}.`,
          hint: "Take frechet-distance, or one of precision, recall, density, coverage.",
        });
      }
    }
    const [reference, real] = [await extractor.extract(sets.reference), await extractor.extract(sets.floor)];
    return new Evaluator(options, { extractor, reference, floors: floorsOf({ real, reference, classes }) });
  }

  private constructor(options: EvaluatorOptions, real: RealSide) {
    this.#options = options;
    this.#real = real;
    this.#random = Random.fromSeed(options.seed).split("evaluation");
  }

  /** Where the chosen measure was best so far. */
  get best(): BestStep | null {
    return this.#state.best;
  }

  /** Why training should end, in words; undefined while it should go on. */
  get reasonToStop(): string | undefined {
    const { stopping: settings } = this.#options.settings;
    const { stopping, step } = this.#state;
    if (settings === undefined || stopping === null) return undefined;
    if (stopping.waited < settings.patience || step < settings.atLeast) return undefined;
    const { measure, value, step: bestAt } = stopping.best;
    return `${measure} was best at step ${bestAt} with ${value.toPrecision(4)}, and not better in ${stopping.waited} evaluations since`;
  }

  /** An evaluation at every so many steps, and at the last one. */
  async evaluateWhenDue(
    step: number,
    { isLast }: { readonly isLast: boolean },
  ): Promise<Evaluation | undefined> {
    const { settings, generate } = this.#options;
    if (!isLast && step % settings.every !== 0) return undefined;
    const { extractor, reference, floors } = this.#real;
    const { classes } = extractor;
    const random = this.#random.split(`step-${step}`);
    const samples = await generate({ count: settings.samples, random: random.split("latents") });
    const generated = await extractor.extract(samples);
    const measures = compareSamples({
      generated,
      reference,
      classes,
      floors,
      random: random.split("groups"),
    });
    this.#remember(step, measures);
    return {
      step,
      samples: settings.samples,
      features: extractor.name,
      measures,
      classes:
        generated.classes === null || reference.classes === null
          ? null
          : {
              generated: classShares(generated.classes, classes),
              real: classShares(reference.classes, classes),
            },
      best: this.#state.best,
    };
  }

  /** Plain JSON from which {@link restore} goes on. */
  save(): unknown {
    return this.#state;
  }

  /** @throws {CheckpointCorruptError} when it is not what {@link save} gave */
  restore(saved: unknown): void {
    const parsed = stateSchema.safeParse(saved);
    if (!parsed.success) {
      throw new CheckpointCorruptError({
        message: `Expected what is remembered of evaluations in watch.json: ${z.prettifyError(parsed.error)}.`,
        hint: "Take an earlier checkpoint of this run.",
      });
    }
    this.#state = parsed.data;
  }

  #remember(step: number, measures: Readonly<Record<string, EvaluatedMeasure>>): void {
    const { best: measure, stopping: settings } = this.#options.settings;
    const { best, stopping } = this.#state;
    const now = (name: EvaluationMeasure): BestStep => ({
      measure: name,
      step,
      value: (measures[name] as EvaluatedMeasure).value,
    });
    const waitedFor = settings === undefined ? undefined : now(settings.measure);
    this.#state = {
      step,
      best: better(now(measure), best),
      stopping:
        waitedFor === undefined
          ? null
          : better(waitedFor, stopping?.best ?? null) === waitedFor
            ? { best: waitedFor, waited: 0 }
            : { best: stopping?.best as BestStep, waited: (stopping?.waited ?? 0) + 1 },
    };
  }
}

/** The better of two values of one measure; the earlier where they are equal, or of another measure than was kept. */
function better(now: BestStep, before: BestStep | null): BestStep {
  if (before === null || before.measure !== now.measure) return now;
  const isLower = measureDirections[now.measure as EvaluationMeasure] === "lower";
  return (isLower ? now.value < before.value : now.value > before.value) ? now : before;
}
