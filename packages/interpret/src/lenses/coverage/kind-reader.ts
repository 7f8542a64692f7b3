import type { NdArray, Random } from "@ganlens/core";
import { chiSquaredHomogeneity, kMeans, ratioOfShares } from "@ganlens/metrics";
import { nearestRows } from "../../copies/nearest-rows.ts";
import { type GroupJudgement, judgedGroups } from "./group-ratios.ts";
import { margins } from "./statements.ts";

/** Tells kinds: clusters of real images. */
export interface KindReader {
  /** Number of kinds. */
  readonly kinds: number;
  /** Real images that shares are compared with. */
  readonly compared: number;
  /** `[kinds, d]` */
  readonly centres: NdArray;
  judge(codes: NdArray): Promise<GroupJudgement>;
}

/** Kinds, where there are enough images for them. */
const mostKinds = 20;
/** Real images of a kind, on average. */
const imagesPerKind = 50;

/**
 * Clusters of some real images, and the shares that other ones have in them: images that no centre was fitted to, so that nothing but
 * chance tells them from fresh ones.
 *
 * @param fitted `[m, d]`, codes of the images that centres are fitted to
 * @param compared `[n, d]`, codes of the others
 */
export async function kindReader({
  fitted,
  compared,
  random,
}: {
  readonly fitted: NdArray;
  readonly compared: NdArray;
  readonly random: Random;
}): Promise<KindReader | { readonly reason: string }> {
  const [m, n] = [fitted.shape[0] as number, compared.shape[0] as number];
  const kinds = Math.min(mostKinds, Math.floor(Math.min(2 * m, n) / imagesPerKind));
  if (kinds < 2) {
    return {
      reason: `there are only ${n} real images to compare with, and at least ${2 * imagesPerKind} are needed`,
    };
  }
  const { centres: found } = kMeans({ features: fitted, clusters: kinds, random });
  const centres: NdArray = { data: Float32Array.from(found.data), shape: found.shape };
  const countsOf = async (codes: NdArray): Promise<readonly number[]> => {
    const { rows } = await nearestRows({ queries: codes, points: centres, k: 1 });
    const counts = new Array<number>(kinds).fill(0);
    for (const kind of rows) counts[kind]! += 1;
    return counts;
  };
  const real = await countsOf(compared);
  return {
    kinds,
    compared: n,
    centres,
    async judge(codes) {
      const count = codes.shape[0] as number;
      const own = await countsOf(codes);
      return judgedGroups(
        own.map((hits, kind) => ({
          group: kind,
          real: (real[kind] as number) / n,
          ratio: ratioOfShares({
            first: { hits, n: count },
            second: { hits: real[kind] as number, n },
          }),
        })),
        { n: count, margins: margins.kinds, together: chiSquaredHomogeneity(own, real).pValue },
      );
    },
  };
}
