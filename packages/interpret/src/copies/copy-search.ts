import { type Features, fisherExact, nearestNeighbours } from "@ganlens/metrics";

/** What a search for copies found: how many images lie nearer to one training image than images that cannot be copies do. */
export interface CopySearch {
  /** Images at or below the threshold, and images that are known to be no copies. */
  readonly near: number;
  readonly knownNear: number;
  readonly n: number;
  /** near / n − knownNear / known, at least 0: about the share of copies. */
  readonly share: number;
  /** One-sided, of Fisher's exact test: the chance of so many where nothing was copied. */
  readonly pValue: number;
}

/** Neighbours after the nearest that say how near images lie there anyway. */
const others = 5;
/** Share of known images at or below the threshold. */
const quantile = 0.01;

/**
 * A search for copies: images much nearer to one training image than to the next ones.
 *
 * The score of an image is d₁ / mean(d₂ … d₆), its distances to the nearest training images. A copy lies on one image and as far
 * from the others as that one does; a blurred or average image lies near many. How many scores are at or below the 1 %
 * quantile of images that are no copies is compared with those by Fisher's exact test.
 *
 * @param training `[m, d]`, m > 6, features that keep details: principal components of pixels, never a classifier's
 * @param known `[h, d]`, h ≥ 100, unseen images of the training data's distribution
 * @returns what is found of suspects `[n, d]`
 * @throws as {@link nearestNeighbours}
 */
export function copySearch({
  training,
  known,
}: {
  readonly training: Features;
  readonly known: Features;
}): (suspect: Features) => CopySearch {
  const own = scores(known, training).sort();
  const threshold = own[Math.max(0, Math.floor(quantile * own.length) - 1)] as number;
  const below = (values: Float64Array): number =>
    values.reduce((sum, value) => sum + (value <= threshold ? 1 : 0), 0);
  const [knownNear, m] = [below(own), own.length];
  return (suspect) => {
    const found = scores(suspect, training);
    const [near, n] = [below(found), found.length];
    return {
      near,
      knownNear,
      n,
      share: Math.max(0, near / n - knownNear / m),
      pValue: fisherExact({ hits: near, n, otherHits: knownNear, m }),
    };
  };
}

function scores(queries: Features, points: Features): Float64Array {
  const k = 1 + others;
  const { data } = nearestNeighbours({ queries, points, k }).distances;
  return Float64Array.from({ length: queries.shape[0] ?? 0 }, (_, i) => {
    let sum = 0;
    for (let j = 1; j < k; j++) sum += data[i * k + j] as number;
    // Where all of them lie at one point, none is nearer than another.
    return sum === 0 ? 1 : ((data[i * k] as number) * others) / sum;
  });
}
