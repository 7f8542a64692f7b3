import { type Batch, canonicalJson, type NdArray, Random, type Subject } from "@ganlens/core";
import { defineSubject } from "../../subject/define-subject.ts";
import { fields } from "../planted-subject.ts";

/** So small that values leave [0, 1] in fewer than one image of thousands, and are not cut off. */
const scale = 0.3;

const images = (z: NdArray, rank: number): NdArray =>
  fields({ data: z.data.map((value) => scale * value), shape: z.shape }, rank);

/**
 * A generator that is affine: 8 × 8 images, grey plus the first `rank` entries of the noise times as many fixed patterns; the other
 * `idle` entries do nothing. Real images are made the same way of `realRank` patterns, the first of which are the generator's.
 */
export function linearGenerator({
  rank,
  idle,
  realRank = rank,
  seed = 0,
  trainCount = 1000,
  heldOutCount = 1000,
}: {
  readonly rank: number;
  readonly idle: number;
  readonly realRank?: number;
  readonly seed?: number;
  readonly trainCount?: number;
  readonly heldOutCount?: number;
}): Subject & Required<Pick<Subject, "generate">> {
  const real = (part: string, count: number): Batch => {
    const noise = Random.fromSeed(seed).split(`real/linear/${part}`).normal(count * realRank);
    return {
      x: images({ data: noise, shape: [count, realRank] }, realRank),
      ids: Array.from({ length: count }, (_, i) => `${part}/${i}`),
    };
  };
  return defineSubject({
    name: `linear of rank ${rank}`,
    fingerprint: canonicalJson({ planted: "linear", rank, idle, realRank, seed }),
    imageShape: [8, 8, 1],
    latent: { parts: [{ kind: "noise", name: "noise", size: rank + idle, prior: "normal" }] },
    generate: ({ z }) => images(z, rank),
    realData: { train: real("train", trainCount), "held-out": real("held-out", heldOutCount) },
  });
}
