import type { Lens, LensAnswer, LensContext, LensProgress, Subject } from "@ganlens/core";
import * as z from "zod";
import type { NearCopies } from "../../copies/near-copies.ts";
import type { ControlImages } from "../../real/control-images.ts";
import type { ImageSet } from "../../sets/image-set.ts";
import { keepLatents } from "../../sets/keep-latents.ts";
import { staged } from "../staged.ts";
import { suspectImages } from "../suspect-images.ts";
import { usefulnessAnswer } from "./answer.ts";
import { classCount } from "./class-labels.ts";
import { recognitionFigures } from "./figures.ts";
import { asCopies } from "./flagged.ts";
import { recognitionMeasures } from "./measures.ts";
import { noClasses, nothingTold, withoutClasses } from "./nothing-told.ts";
import { learnFromGenerated, type RecognitionFindings } from "./recognition.ts";
import { anomalies, type Second, secondFigures, secondMeasures, toldBy } from "./second-application.ts";
import { usefulnessVerdicts } from "./verdicts.ts";

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
    const found = await suspectImages(subject, {
      purpose: "usefulness",
      count: options.count,
      measured: {
        name: "real images that as many generated ones are worth for recognition",
        better: "higher",
      },
      context,
    });
    if ("answer" in found) return found.answer;
    const suspect = found.drawn;
    const count = suspect.x.shape[0] as number;
    if ("reason" in found) return nothingTold(found.reason, { count, context });
    const { images } = found;

    const second = options.anomaly
      ? yield* anomalies(subject, { options, suspect, images, context })
      : undefined;
    const labels = images.labels;
    const reason = noClasses(labels);
    if (labels === undefined || reason !== undefined) {
      return withoutClasses(reason as string, { subject, count, second, context });
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
    return answered(recognition, { subject, suspect, images, second, context });
  },
};

function countedCopies(second: Second | undefined, { x }: ImageSet): NearCopies | undefined {
  const found = second?.flagged.find(({ what }) => what === asCopies);
  return found === undefined ? undefined : { hits: found.rows.size, n: x.shape[0] as number };
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
  const kept = await keepLatents(suspect.latents, {
    id: "usefulness-latents",
    title: "Latents of the generated images that were learned from",
    context,
  });
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
      nearCopies: countedCopies(second, suspect),
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
      ...secondFigures(second, subject),
    ],
    evidence: [
      {
        id: "learned-from",
        claim: `generated images that were learned from, by row of ${kept.place}; those that are seen in another class are named`,
        seed: context.seed,
        ...kept.named,
        indices: contradicted?.rows.slice(0, 16) ?? [],
        ...(second === undefined ? {} : { models: second.models }),
      },
    ],
    artifacts: kept.artifacts,
  };
}

function allReal(hits: readonly (readonly Uint8Array[])[]): number {
  const last = hits[hits.length - 1]?.[0] as Uint8Array;
  return last.reduce((sum, each) => sum + each, 0) / last.length;
}
