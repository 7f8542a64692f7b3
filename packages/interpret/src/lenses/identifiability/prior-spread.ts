import { type LatentSpec, type Latents, latentDeviations, vectorParts } from "@ganlens/core";

/** Centre and standard deviation of each entry of z. */
export interface PriorSpread {
  readonly centre: Float64Array;
  readonly deviation: Float64Array;
}

/** By the prior of each part, or, where latents come from a file, by those. */
export function priorSpread({
  spec,
  given,
}: {
  readonly spec: LatentSpec;
  readonly given?: Latents | undefined;
}): PriorSpread {
  const deviation = latentDeviations(spec);
  const centre = new Float64Array(deviation.length);
  let at = 0;
  for (const { size, prior, low = -1, high = 1 } of vectorParts(spec)) {
    for (let i = at; i < at + size; i++) {
      if (prior === "uniform") centre[i] = (low + high) / 2;
      if (prior !== "given" || given === undefined) continue;
      const [count = 0, width = 0] = given.z.shape;
      const column = Float64Array.from(
        { length: count },
        (_, row) => given.z.data[row * width + i] as number,
      );
      const mean = column.reduce((sum, value) => sum + value, 0) / count;
      centre[i] = mean;
      deviation[i] = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count);
    }
    at += size;
  }
  return { centre, deviation };
}

/** Mean and standard deviation along a direction u, entries drawn each by itself: u·c, √(Σ uᵢ² σᵢ²). */
export function spreadAlong(
  direction: ArrayLike<number>,
  { centre, deviation }: PriorSpread,
): { readonly mean: number; readonly sigma: number } {
  let [mean, variance] = [0, 0];
  for (let i = 0; i < direction.length; i++) {
    mean += (direction[i] as number) * (centre[i] as number);
    variance += ((direction[i] as number) * (deviation[i] as number)) ** 2;
  }
  return { mean, sigma: Math.sqrt(variance) };
}

/** One standard deviation of the prior in units of z, for captions: "1 for its normal noise", "0.577 for noise uniform from −1 to 1". */
export function sigmaWords(spec: LatentSpec): string {
  const number = (value: number): string => String(Number(value.toPrecision(3))).replace("-", "−");
  const words = vectorParts(spec).map(({ prior, low = -1, high = 1 }) =>
    prior === "normal"
      ? "1 for normal noise"
      : prior === "uniform"
        ? `${number((high - low) / Math.sqrt(12))} for noise uniform from ${number(low)} to ${number(high)}`
        : "that of the latents that were given",
  );
  return [...new Set(words)].join(", ");
}
