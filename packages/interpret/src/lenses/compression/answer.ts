import { percent, withInterval } from "../../words/numbers.ts";
import { type BothCurves, type CompressionMeasures, leadingSize } from "./measures.ts";

/** A smaller difference in explained variance is not read: another training run moves it by as much. */
const leastGap = 0.01;

/** The answer in words, made from the measures and their intervals. */
export function compressionAnswer({ real, generated }: BothCurves, measures: CompressionMeasures): string {
  const sizes = real.principalComponents.sizes;
  const i = sizes.indexOf(leadingSize);
  const [ofReal, ofGenerated, gap] = [measures.real[i], measures.generated[i], measures.gaps[i]];
  if (ofReal?.value == null || ofGenerated?.value == null || gap === undefined) {
    return "There is no variance to explain in one of the sets.";
  }
  const linear = (curves: typeof real) => percent(curves.principalComponents.explained[i]?.value ?? 0);
  const first = `From ${leadingSize} numbers an autoencoder brings back ${withInterval(ofGenerated, percent)} of the variance of generated images and ${withInterval(ofReal, percent)} of that of real ones (principal components: ${linear(generated)} and ${linear(real)})`;
  const seeds = real.perSeed.length;
  const apart = measures.gaps.map(({ value, interval }) => {
    const certain = interval !== undefined && (interval.low > 0 || interval.high < 0);
    return certain && Math.abs(value ?? 0) >= leastGap ? Math.sign(value ?? 0) : 0;
  });
  const simpler = apart.filter((sign) => sign > 0).length;
  const harder = apart.filter((sign) => sign < 0).length;
  const reading =
    simpler > 0 && harder === 0
      ? "what the generator learned is simpler than the data"
      : harder > 0 && simpler === 0
        ? "what the generator draws is harder to compress than the data"
        : simpler > 0
          ? "the two are not alike: which is simpler depends on the size of the code"
          : "the two cannot be told apart by their complexity";
  if (seeds === 1) {
    return `${first}: ${reading}, over held-out images and for this seed only.`;
  }
  const start = sizes.filter((_, k) => apart[k] !== 0);
  const parting =
    start.length === 0 ? "the curves nowhere part" : `the curves part at ${start.join(", ")} numbers`;
  return `${first}: ${reading}; over ${seeds} seeds ${parting}.`;
}
