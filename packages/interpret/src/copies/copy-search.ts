import { type Features, fisherExact } from "@ganlens/metrics";
import { nearestRows } from "./nearest-rows.ts";

/** What a search for copies found: how many images lie nearer to one training image than images that cannot be copies do. */
export interface CopySearch {
  /** Training images that images at or below the threshold are nearest to: each is counted once, however many lie there. */
  readonly near: number;
  /** Images that were looked at. */
  readonly n: number;
  /** The same of images that are known to be no copies. */
  readonly knownNear: number;
  readonly knownCount: number;
  /** near / n − knownNear / knownCount, at least 0: about the share of copies. */
  readonly share: number;
  /** One-sided, of Fisher's exact tests at two thresholds: at most this is the chance of so many where nothing was copied. */
  readonly pValue: number;
  /** `[n]`, the score of each image: the lower, the more like a copy. */
  readonly scores: Float64Array;
  /** `[n]`, the training image that it would be a copy of. */
  readonly sources: Int32Array;
}

/** Features of the same images, seen in several ways: as they are, moved by a pixel, … */
export type Views = readonly Features[];

/** Neighbours after the nearest that say how near images lie there anyway. */
const others = 5;
/** Share of known images at or below the looser threshold. */
const quantile = 0.01;

/**
 * A search for copies: images much nearer to one training image than to the next ones.
 *
 * The score of an image is d₁ / mean(d₂ … d₆), its distances to the nearest training images; seen in several ways, the lowest of
 * them. A copy lies on one image and as far from the others as that one does; a blurred or average image lies near many. Counted are
 * the scores at or below the 1 % quantile of images that are no copies (many near-copies), and those below all of these (few that are
 * nearer than anything real is); each count is compared by Fisher's exact test, and the lower chance is doubled. Images that are alike lie near the same training
 * image all together: it counts once.
 *
 * @param training `[m, d]`, m > 6, features that keep details: principal components of pixels, never a classifier's
 * @param known each `[h, d]`, h ≥ 100, unseen images of the training data's distribution
 * @returns what is found of suspects, each `[n, d]`, in as many views
 * @throws as {@link nearestRows}
 */
export async function copySearch({
  training,
  known,
}: {
  readonly training: Features;
  readonly known: Views;
}): Promise<(suspect: Views) => Promise<CopySearch>> {
  const own = await scored(known, training);
  const sorted = own.scores.slice().sort();
  const m = sorted.length;
  const least = sorted[0] as number;
  const threshold = sorted[Math.max(0, Math.floor(quantile * m) - 1)] as number;
  const knownNear = countNear(own, (score) => score <= threshold);
  return async (suspect) => {
    const found = await scored(suspect, training);
    const n = found.scores.length;
    const counts = [
      { near: countNear(found, (score) => score <= threshold), knownNear },
      { near: countNear(found, (score) => score < least), knownNear: 0 },
    ].map((counted) => ({
      ...counted,
      pValue: fisherExact({ hits: counted.near, n, otherHits: counted.knownNear, m }),
    }));
    const [most] = counts.sort((a, b) => a.pValue - b.pValue) as [(typeof counts)[number]];
    return {
      ...most,
      n,
      knownCount: m,
      share: Math.max(0, most.near / n - most.knownNear / m),
      pValue: Math.min(1, counts.length * most.pValue),
      ...found,
    };
  };
}

type Scored = Pick<CopySearch, "scores" | "sources">;

function countNear({ scores, sources }: Scored, holds: (score: number) => boolean): number {
  return new Set(sources.filter((_, i) => holds(scores[i] as number))).size;
}

async function scored(views: Views, points: Features): Promise<Scored> {
  const n = views[0]?.shape[0] ?? 0;
  const scores = new Float64Array(n).fill(1);
  const sources = new Int32Array(n);
  const k = 1 + others;
  for (const [view, queries] of views.entries()) {
    const { distances, rows } = await nearestRows({ queries, points, k });
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 1; j < k; j++) sum += distances[i * k + j] as number;
      // Where all of them lie at one point, none is nearer than another.
      const score = sum === 0 ? 1 : ((distances[i * k] as number) * others) / sum;
      if (view > 0 && score >= (scores[i] as number)) continue;
      scores[i] = score;
      sources[i] = rows[i * k] as number;
    }
  }
  return { scores, sources };
}
