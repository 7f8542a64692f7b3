import { type LensContext, type NdArray, rows } from "@ganlens/core";
import {
  type MembershipInference,
  membershipInference,
  principalComponents,
  project,
  reconstruct,
  squaredErrors,
} from "@ganlens/metrics";
import type * as tf from "@tensorflow/tfjs";
import { shuffled } from "../../real/control-images.ts";
import type { Domain } from "../../sets/domains.ts";
import { ink } from "../../sets/ink.ts";
import { decodeCodes } from "../../steps/decode-codes.ts";
import { encodeImages } from "../../steps/encode-images.ts";
import { type Corruption, corruptions } from "./corruptions.ts";

/** What tells images that do not belong, the higher its score. */
export type Detector =
  | "autoencoder of generated images"
  | "autoencoder of real images"
  | "principal components of generated images"
  | "principal components of real images"
  | "amount of ink";

/** How well corrupted images are told from whole ones. */
export interface Detection {
  readonly detector: Detector;
  readonly corruption: Corruption;
  /** Area under the curve, with DeLong's interval. */
  readonly auroc: MembershipInference["auroc"];
}

export interface AnomalyFindings {
  readonly detections: readonly Detection[];
  /** Whole images, and as many corrupted ones of each kind, made of others. */
  readonly tested: number;
  /** Images that each autoencoder learned from. */
  readonly learned: { readonly real: number; readonly generated: number };
  /** Numbers that images are squeezed to. */
  readonly code: number;
  /** Images that principal components were fitted to, at most. */
  readonly fitted: number;
}

/** Whole images that are scored; as many of each corruption. */
const tested = 200;
/** Images that principal components are fitted to. */
const fitted = 1000;

/**
 * One-normal anomaly detection: unseen real images of all classes are normal, others with something done to them are not, and what is reconstructed
 * worse is taken for the stranger one.
 *
 * Beside the autoencoder of generated images: principal components of the same number, both learned from real images, and the amount
 * of ink alone, by how far it is from the mean of generated images.
 */
export async function anomalyDetection({
  autoencoders,
  code,
  domains: { real, generated },
  context,
}: {
  readonly autoencoders: { readonly real: tf.LayersModel; readonly generated: tf.LayersModel };
  /** Code size at which a nested autoencoder is read. */
  readonly code: number | undefined;
  readonly domains: { readonly real: Domain; readonly generated: Domain };
  readonly context: LensContext;
}): Promise<AnomalyFindings> {
  const heldOut = shuffled(real.heldOut.x);
  const count = Math.min(tested, Math.floor((heldOut.shape[0] as number) / 2));
  const whole = rows(heldOut, 0, count);
  const others = rows(heldOut, count, 2 * count);
  const size = code ?? ((await encodeImages(autoencoders.real, rows(whole, 0, 1))).shape[1] as number);
  const through = (model: tf.LayersModel) => async (x: NdArray) =>
    squaredErrors({ x, reconstruction: await decodeCodes(model, await encodeImages(model, x), code) });
  const components = (learned: NdArray) => {
    const n = Math.min(fitted, learned.shape[0] as number);
    const data = rows(shuffled(learned), 0, n);
    const most = Math.min(size, n - 1, learned.data.length / (learned.shape[0] as number));
    const axes = principalComponents({ data, components: most, fill: true });
    return async (x: NdArray) => {
      const { data: back } = reconstruct(axes, project(axes, x));
      return squaredErrors({ x, reconstruction: { data: back, shape: x.shape } });
    };
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
  const random = context.random.split("corruptions");
  const sets = corruptions.map((corruption) => ({
    corruption,
    x: corruption.make(others, random.split(corruption.id)),
  }));
  const detections: Detection[] = [];
  for (const [detector, score] of Object.entries(scores) as [Detector, (typeof scores)[Detector]][]) {
    const normal = await score(whole);
    for (const { corruption, x } of sets) {
      const { auroc } = membershipInference({ members: await score(x), nonMembers: normal });
      detections.push({ detector, corruption, auroc });
    }
  }
  return {
    detections,
    tested: count,
    learned: { real: real.train.x.shape[0] as number, generated: generated.train.x.shape[0] as number },
    code: size,
    fitted,
  };
}

/** Corruptions that a detector tells at this area under the curve or a greater one are told well. */
export const wellTold = 0.8;

/** How many of the corruptions a detector tells well, of how many. */
export function toldWell(
  { detections }: AnomalyFindings,
  wanted: Detector,
): { readonly told: number; readonly of: number } {
  const own = detections.filter(({ detector }) => detector === wanted);
  return { told: own.filter(({ auroc }) => auroc.value >= wellTold).length, of: own.length };
}
