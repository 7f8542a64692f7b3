import type { Figure, Lens, LensAnswer, LensContext, LensProgress, Measure, Subject } from "@ganlens/core";
import { measure } from "@ganlens/metrics";
import { disposeModel, type ModelSpec } from "@ganlens/models";
import * as z from "zod";
import { autoencoderSteps } from "../../autoencoders/efforts.ts";
import { fitAutoencoder } from "../../autoencoders/fit-autoencoder.ts";
import type { FittedNetwork } from "../../autoencoders/fit-stored.ts";
import { nestedSpec } from "../../autoencoders/nested-spec.ts";
import { type ControlImages, controlImages, leastForControls } from "../../real/control-images.ts";
import { isCollapsed, isConstant } from "../../sets/collapse.ts";
import { bothDomains } from "../../sets/domains.ts";
import { drawSet } from "../../sets/draw-set.ts";
import type { ImageSet } from "../../sets/image-set.ts";
import { latentsFile } from "../../sets/latents-file.ts";
import { verdict } from "../../verdicts/verdict.ts";
import { collapsedResult } from "../collapsed-result.ts";
import { staged } from "../staged.ts";
import { type AnomalyFindings, anomalyDetection, toldWell } from "./anomaly.ts";
import { usefulnessAnswer } from "./answer.ts";
import { classCount } from "./class-labels.ts";
import { anomalyFigures, recognitionFigures } from "./figures.ts";
import { badFits, type Flagged, nearCopies } from "./flagged.ts";
import { anomalyMeasures, recognitionMeasures } from "./measures.ts";
import { learnFromGenerated, type RecognitionFindings } from "./recognition.ts";
import { subject as question, usefulnessVerdicts } from "./verdicts.ts";

/** Settings of {@link usefulness}. */
export interface UsefulnessOptions {
  /** Generated images that are learned from; of fewer samples, or where there are fewer real images, as many as there are. */
  readonly count: number;
  /** Whether the second application is looked at: anomalies, by autoencoders, and what is left without images that they flag. */
  readonly anomaly: boolean;
  /** Code size at which a nested autoencoder is read; others have their own. */
  readonly code: number;
  /** Steps that each autoencoder is trained for; by default as the effort says. */
  readonly steps?: number;
}

/**
 * Whether generated images are good for anything: how many real ones they are worth for learning to recognise unseen real images, and
 * whether an autoencoder of them finds what does not belong.
 *
 * A small network learns from generated images and is tested on real ones; the learning curve of real images says how many of those
 * teach as much. The network is fitted in closed form, so that a whole curve takes seconds.
 *
 * @see Santurkar, Schmidt, Madry 2018; Ravuri and Vinyals 2019 (classification accuracy score)
 */
export const usefulness: Lens<UsefulnessOptions> = {
  specificationVersion: 1,
  id: "usefulness",
  question: "Are its images good for anything?",
  needs: ["images", "real-data"],
  options: z.strictObject({
    count: z.int().min(2).max(5000).default(2000),
    anomaly: z.boolean().default(true),
    code: z.int().positive().default(16),
    steps: z.int().positive().exactOptional(),
  }),
  async *run(subject, options, context): AsyncGenerator<LensProgress, LensAnswer> {
    const { progress } = context;
    yield progress("generating", 0);
    const suspect = await drawSet(
      subject,
      { purpose: "usefulness", count: options.count, seed: context.seed },
      context,
    );
    const count = suspect.x.shape[0] as number;
    if (count < 2 || isConstant(suspect.x)) return collapsedResult(suspect.x, context);
    const found = await controlImages(subject);
    if ("reason" in found) return nothingTold(found.reason, { count, context });
    if (count < leastForControls / 2) {
      const reason = `there are only ${count} generated images, and at least ${leastForControls / 2} are needed`;
      return nothingTold(reason, { count, context });
    }
    const { images } = found;
    if (isCollapsed(suspect.x, images.training)) return collapsedResult(suspect.x, context);

    const second = options.anomaly
      ? yield* anomalies(subject, { options, suspect, images, context })
      : undefined;
    const labels = images.labels;
    const reason = noClasses(labels);
    if (labels === undefined || reason !== undefined) {
      return withoutClasses(reason as string, { count, second, context });
    }
    const recognition = yield* staged(
      learnFromGenerated({
        suspect,
        training: { images: images.training, labels: labels.training },
        known: { images: images.known, labels: labels.known },
        placebo: { images: images.placebo, labels: labels.placebo },
        classes: Math.max(...[labels.training, labels.known, labels.placebo].map(classCount)),
        meaning: images.meaning,
        flagged: second?.flagged ?? [],
        context,
      }),
      (done) => progress("learning from real images and generated ones", 0.6 + 0.39 * done),
    );
    const { latents } = suspect;
    if (latents !== undefined) await context.writeFile("latents.npz", latentsFile(latents));
    return answered(recognition, { subject, suspect, images, second, context });
  },
};

/** What the autoencoders say: of corrupted images, and of generated ones. */
interface Second {
  readonly findings: AnomalyFindings;
  readonly flagged: readonly Flagged[];
  readonly models: readonly string[];
}

async function* anomalies(
  subject: Subject,
  {
    options,
    suspect,
    images,
    context,
  }: {
    readonly options: UsefulnessOptions;
    readonly suspect: ImageSet;
    readonly images: ControlImages;
    readonly context: LensContext;
  },
): AsyncGenerator<LensProgress, Second> {
  const { progress } = context;
  const spec = (subject.autoencoder as ModelSpec | undefined) ?? nestedSpec(subject);
  const codes = spec.codes as readonly number[] | undefined;
  const code = codes === undefined ? undefined : (codes.findLast((size) => size <= options.code) ?? codes[0]);
  const domains = await bothDomains(subject, { seed: context.seed, context });
  const steps = options.steps ?? autoencoderSteps[context.effort];
  const fit = { spec, seed: context.seed, steps, context };
  const fitted: FittedNetwork[] = [];
  try {
    for (const [i, kind] of (["real", "generated"] as const).entries()) {
      fitted.push(
        yield* staged(fitAutoencoder({ ...fit, images: domains[kind].train }), (done) =>
          progress(`training an autoencoder on ${kind} images`, 0.05 + 0.2 * (i + done)),
        ),
      );
    }
    const [real, generated] = fitted as [FittedNetwork, FittedNetwork];
    yield progress("looking for what does not belong", 0.45);
    const autoencoders = { real: real.model, generated: generated.model };
    const findings = await anomalyDetection({ autoencoders, code, domains, context });
    yield progress("looking for images that others flag", 0.55);
    const flagged = [
      await nearCopies(suspect.x, images),
      await badFits(suspect.x, { autoencoder: real.model, code, heldOut: domains.real.heldOut.x }),
    ];
    return { findings, flagged, models: [real.hash, generated.hash] };
  } finally {
    for (const { model } of fitted) disposeModel(model);
  }
}

async function answered(
  recognition: RecognitionFindings,
  {
    subject,
    suspect,
    images,
    second,
    context,
  }: {
    readonly subject: Subject;
    readonly suspect: ImageSet;
    readonly images: ControlImages;
    readonly second: Second | undefined;
    readonly context: LensContext;
  },
): Promise<LensAnswer> {
  const { statement, worth, controls, judge, learned, test, contradicted } = recognition;
  const real = { learned, tested: test.labels.length, accuracy: allReal(judge.curve.hits) };
  const { latents } = suspect;
  return {
    answer: usefulnessAnswer({
      recognition: { real, worth, taught: statement === "worth-taught" },
      anomaly: toldBy(second),
    }),
    verdicts: usefulnessVerdicts({
      statement,
      worth,
      controls,
      real,
      known: images.meaning,
      effort: context.effort,
    }),
    controls,
    measures: [...recognitionMeasures(recognition), ...secondMeasures(second)],
    figures: [
      ...(await recognitionFigures(recognition, {
        suspect: suspect.x,
        classNames: subject.real?.dataset?.classes,
        context,
      })),
      ...secondFigures(second),
    ],
    evidence: [
      {
        id: "learned-from",
        claim: `generated images that were learned from, by row of ${latents === undefined ? "the samples that were drawn" : "latents.npz"}; those that are seen in another class are named`,
        seed: context.seed,
        ...(latents === undefined ? {} : { file: "latents.npz" }),
        indices: contradicted?.rows.slice(0, 16) ?? [],
        ...(second === undefined ? {} : { models: second.models }),
      },
    ],
    artifacts:
      latents === undefined
        ? []
        : [
            {
              type: "latents",
              id: "usefulness-latents",
              title: "Latents of the generated images that were learned from",
              file: "latents.npz",
            },
          ],
  };
}

function allReal(hits: readonly (readonly Uint8Array[])[]): number {
  const last = hits[hits.length - 1]?.[0] as Uint8Array;
  return last.reduce((sum, each) => sum + each, 0) / last.length;
}

function toldBy(
  second: Second | undefined,
): { readonly generated: number; readonly real: number; readonly of: number } | undefined {
  if (second === undefined) return undefined;
  const generated = toldWell(second.findings, "autoencoder of generated images");
  const real = toldWell(second.findings, "autoencoder of real images");
  return { generated: generated.told, real: real.told, of: generated.of };
}

const secondMeasures = (second: Second | undefined): readonly Measure[] =>
  second === undefined ? [] : anomalyMeasures(second.findings);
const secondFigures = (second: Second | undefined): readonly Figure[] =>
  second === undefined ? [] : anomalyFigures(second.findings);

/** Why nothing can be recognised; undefined where it can. */
function noClasses(labels: ControlImages["labels"]): string | undefined {
  if (labels === undefined) return "the real images have no classes";
  return new Set(labels.known).size < 2 || new Set(labels.training).size < 2
    ? "the real images are of one class"
    : undefined;
}

function withoutClasses(
  reason: string,
  {
    count,
    second,
    context,
  }: { readonly count: number; readonly second: Second | undefined; readonly context: LensContext },
): LensAnswer {
  const { verdicts = [], measures } = nothingTold(reason, { count, context });
  return {
    answer: usefulnessAnswer({ recognition: { reason }, anomaly: toldBy(second) }),
    verdicts,
    measures: [...measures, ...secondMeasures(second)],
    figures: secondFigures(second),
    evidence: [],
  };
}

function nothingTold(
  reason: string,
  { count, context }: { readonly count: number; readonly context: LensContext },
): LensAnswer {
  return {
    answer: usefulnessAnswer({ recognition: { reason }, anomaly: undefined }),
    verdicts: [
      verdict(
        {
          id: "worth",
          level: "cannot tell",
          headline: reason.startsWith("the real images")
            ? `Cannot tell ${question}: ${reason}.`
            : `Too few images to tell ${question}.`,
          detail: `It was not looked at, because ${reason}.`,
        },
        context.effort,
      ),
    ],
    measures: [
      measure({
        name: "real images that as many generated ones are worth for recognition",
        value: null,
        reason: `Not measured, because ${reason}.`,
        n: count,
        better: "higher",
      }),
    ],
    figures: [],
    evidence: [],
  };
}
