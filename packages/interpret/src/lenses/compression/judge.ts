import { type Control, concatRows, type LensContext, type Subject, sizeOf } from "@ganlens/core";
import { codeSizesFor } from "../../autoencoders/nested-spec.ts";
import { leastForControls } from "../../real/control-images.ts";
import type { Domain } from "../../sets/domains.ts";
import { compressionControls } from "./controls.ts";
import { type CompressionGap, compressionGap } from "./gap.ts";
import { heldOutVariance } from "./held-out-variance.ts";
import { realPool, someOf } from "./real-pool.ts";

/** What is found of the generator's images, and of real ones in their place. */
export interface CompressionJudgement {
  /** Numbers that each image is kept in. */
  readonly size: number;
  readonly gap: CompressionGap;
  readonly placebo?: CompressionGap;
  readonly controls: readonly Control[];
  /** Why no control can be made; nothing is said then. */
  readonly reason?: string;
}

/** The code size that is spoken of, where images are large enough for it. */
const leadingSize = 16;
/** More images on either side make an interval narrower than anyone needs. */
const mostImages = 2500;
/** Values of one set that are held in float64 at once, where that leaves enough images for controls. */
const mostValues = 2 ** 23;

/**
 * Principal components alone decide: how much better generated images compress than half of the real ones, as many on either side, and
 * what the same rules find of the other half, clean and with a fault in it. Yields the share of the work that is done.
 */
export async function* judgeCompression(
  subject: Subject,
  { train, heldOut }: Domain,
  context: LensContext,
): AsyncGenerator<number, CompressionJudgement> {
  const size = judgedSize(subject);
  const pool = await realPool(subject);
  const drawn = concatRows([train.x, heldOut.x]);
  const [ofPool, ofDrawn] = [pool.images.shape[0] as number, drawn.shape[0] as number];
  const held = Math.max(leastForControls, Math.floor(mostValues / sizeOf(subject.imageShape)));
  const most = Math.min(mostImages, held, ofDrawn);
  const n = Math.min(most, Math.floor(ofPool / 2));
  const random = context.random.split("judge");
  const reason = pool.reason ?? (n < leastForControls ? tooFew(n) : undefined);
  if (reason !== undefined) {
    const all = Math.min(most, ofPool);
    const real = heldOutVariance(someOf(pool.images, all, random.split("real")), size);
    yield 0.5;
    const generated = heldOutVariance(someOf(drawn, all, random.split("generated")), size);
    return { size, gap: compressionGap(generated, real), controls: [], reason };
  }
  const generated = heldOutVariance(someOf(drawn, n, random.split("generated")), size);
  yield 0.2;
  const work = compressionControls({ pool, n, size, context });
  let next = await work.next();
  while (!next.done) {
    yield 0.2 + 0.8 * next.value;
    next = await work.next();
  }
  const { reference, placebo, controls } = next.value;
  return { size, gap: compressionGap(generated, reference), placebo, controls };
}

/** The code size that is spoken of: 16, or the largest below it that small images have. */
export function judgedSize(subject: Pick<Subject, "imageShape">): number {
  const sizes = codeSizesFor(subject);
  return sizes.findLast((size) => size <= leadingSize) ?? (sizes[0] as number);
}

function tooFew(n: number): string {
  return `there are only ${n} images for either side, and at least ${leastForControls} are needed`;
}
