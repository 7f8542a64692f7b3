import { normalQuantile } from "@ganlens/metrics";
import type { KeptWords } from "../../words/kept-words.ts";
import { percent, withInterval } from "../../words/numbers.ts";
import { type BothCurves, type CompressionMeasures, leadingSize } from "./measures.ts";

/** A smaller difference in explained variance is not read: another training run moves it by as much. */
const leastGap = 0.01;

/** The answer in words, made from the measures and their intervals. */
export function compressionAnswer(
  { real, generated }: BothCurves,
  measures: CompressionMeasures,
  { kept }: KeptWords,
): string {
  const sizes = real.principalComponents.sizes;
  const i = sizes.indexOf(leadingSize);
  const [ofReal, ofGenerated, gap] = [measures.real[i], measures.generated[i], measures.gaps[i]];
  if (ofReal?.value == null || ofGenerated?.value == null || gap === undefined) {
    return "There is no variance to explain in one of the sets.";
  }
  const linear = (curves: typeof real) => percent(curves.principalComponents.explained[i]?.value ?? 0);
  const first = `From ${leadingSize} numbers an autoencoder brings back ${withInterval(ofGenerated, percent)} of the variance of generated images and ${withInterval(ofReal, percent)} of that of real ones (principal components: ${linear(generated)} and ${linear(real)})`;
  const seeds = real.perSeed.length;
  // Several sizes are looked at: each interval is widened so that all hold together (Bonferroni).
  const widening = normalQuantile(1 - 0.025 / sizes.length) / normalQuantile(0.975);
  const apart = measures.gaps.map(({ value, interval }) => {
    if (value === null || interval === undefined) return 0;
    const half = (widening * (interval.high - interval.low)) / 2;
    return Math.abs(value) > Math.max(half, leastGap) ? Math.sign(value) : 0;
  });
  const simpler = apart.filter((sign) => sign > 0).length;
  const harder = apart.filter((sign) => sign < 0).length;
  const reading =
    simpler > 0 && harder === 0
      ? "what the generator learned is simpler than the data"
      : harder > 0 && simpler === 0
        ? "what the generator draws is harder to compress than the data"
        : simpler > 0
          ? "the two differ, but which of them is simpler depends on the size of the code"
          : "the two cannot be told apart by their complexity";
  if (seeds === 1) {
    return `${first}: ${reading}. (Over ${kept} images, for this seed only.)`;
  }
  const start = sizes.filter((_, k) => apart[k] !== 0);
  const parting =
    start.length === 0 ? "the curves nowhere part" : `the curves part at ${start.join(", ")} numbers`;
  return `${first}: ${reading}; over ${seeds} seeds ${parting}.`;
}
