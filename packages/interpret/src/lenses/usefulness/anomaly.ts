import { type LensContext, type NdArray, rows, type Subject } from "@ganlens/core";
import { type MembershipInference, membershipInference, squaredErrors } from "@ganlens/metrics";
import type * as tf from "@tensorflow/tfjs";
import { shuffled } from "../../real/control-images.ts";
import type { Domain } from "../../sets/domains.ts";
import { ink } from "../../sets/ink.ts";
import { decodeCodes } from "../../steps/decode-codes.ts";
import { encodeImages } from "../../steps/encode-images.ts";
import { type ClassesNotLearned, classesNotLearned } from "./classes-not-learned.ts";
import { componentErrors } from "./component-errors.ts";
import { type Stranger, strangers } from "./strangers.ts";

/** What tells images that do not belong, the higher its score. */
export type Detector =
  | "autoencoder of generated images"
  | "autoencoder of real images"
  | "principal components of generated images"
  | "principal components of real images"
  | "amount of ink";

/** How well images that do not belong are told from whole real ones. */
export interface Detection {
  readonly detector: Detector;
  readonly stranger: Omit<Stranger, "images">;
  /** Area under the curve, with DeLong's interval. */
  readonly auroc: MembershipInference["auroc"];
}

export interface AnomalyFindings {
  readonly detections: readonly Detection[];
  /** Whole images, and as many that do not belong of each kind. */
  readonly tested: number;
  /** What the whole images are, for sentences. */
  readonly meaning: string;
  /** Images that each autoencoder learned from. */
  readonly learned: { readonly real: number; readonly generated: number };
  /** Numbers that images are squeezed to. */
  readonly code: number;
  /** Images that principal components were fitted to, at most. */
  readonly fitted: number;
  /** Classes that were not learned, or why they were not looked at; undefined where there are none. */
  readonly classes: ClassesNotLearned | { readonly reason: string } | undefined;
}

/** Whole images that are scored; as many of each kind that does not belong. */
const tested = 200;
/** Images that principal components are fitted to. */
const fitted = 1000;

/**
 * Out-of-distribution detection: unseen real images of all classes are normal; others with something done to them and images of other
 * data are not, and what is reconstructed worse is taken for the stranger one. Where there are classes, beside it the two protocols
 * that single out one of them, see {@link classesNotLearned}.
 *
 * Beside the autoencoder of generated images: principal components of the same number, both learned from real images, and the amount
 * of ink alone, by how far it is from the mean of generated images.
 */
export async function anomalyDetection({
  subject,
  autoencoders,
  code,
  domains: { real, generated },
  context,
}: {
  readonly subject: Pick<Subject, "imageShape" | "real">;
  readonly autoencoders: { readonly real: tf.LayersModel; readonly generated: tf.LayersModel };
  /** Code size at which a nested autoencoder is read. */
  readonly code: number | undefined;
  readonly domains: { readonly real: Domain; readonly generated: Domain };
  readonly context: LensContext;
}): Promise<AnomalyFindings> {
  const heldOut = shuffled(real.heldOut.x);
  const count = Math.min(tested, Math.floor((heldOut.shape[0] as number) / 2));
  const whole = rows(heldOut, 0, count);
  const size = code ?? ((await encodeImages(autoencoders.real, rows(whole, 0, 1))).shape[1] as number);
  const through = (model: tf.LayersModel) => async (x: NdArray) =>
    squaredErrors({ x, reconstruction: await decodeCodes(model, await encodeImages(model, x), code) });
  const components = (learned: NdArray) => {
    const most = Math.min(fitted, learned.shape[0] as number);
    const errors = componentErrors(rows(shuffled(learned), 0, most), size);
    return async (x: NdArray) => errors(x);
  };
  const inks = ink(generated.train.x);
  const usual = inks.reduce((sum, each) => sum + each, 0) / inks.length;
  const scores: Readonly<Record<Detector, (x: NdArray) => Promise<Float64Array>>> = {
    "autoencoder of generated images": through(autoencoders.generated),
    "autoencoder of real images": through(autoencoders.real),
    "principal components of generated images": components(generated.train.x),
    "principal components of real images": components(real.train.x),
    "amount of ink": async (x) => ink(x).map((each) => Math.abs(each - usual)),
  };
  const sets = strangers(subject, {
    whole: rows(heldOut, count, 2 * count),
    random: context.random.split("corruptions"),
  });
  const detections: Detection[] = [];
  for (const [detector, score] of Object.entries(scores) as [Detector, (typeof scores)[Detector]][]) {
    const normal = await score(whole);
    for (const { images, ...stranger } of sets) {
      const { auroc } = membershipInference({ members: await score(images), nonMembers: normal });
      detections.push({ detector, stranger, auroc });
    }
  }
  return {
    detections,
    tested: count,
    meaning: subject.real?.heldOutWords ?? "real images",
    learned: { real: real.train.x.shape[0] as number, generated: generated.train.x.shape[0] as number },
    code: size,
    fitted,
    classes: classesNotLearned({ real, generated, size, random: context.random.split("class protocols") }),
  };
}

/** What does not belong and is told at this area under the curve or a greater one is told well. */
export const wellTold = 0.8;

/** How many kinds of one source a detector tells well, of how many. */
export function toldWell(
  { detections }: AnomalyFindings,
  source: Stranger["source"],
  wanted: Detector,
): { readonly told: number; readonly of: number } {
  const own = detections.filter(
    ({ detector, stranger }) => detector === wanted && stranger.source === source,
  );
  return { told: own.filter(({ auroc }) => auroc.value >= wellTold).length, of: own.length };
}
