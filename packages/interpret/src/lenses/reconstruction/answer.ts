import { leastVariance } from "../../sets/collapse.ts";
import { percent } from "../../words/numbers.ts";
import type { Exceedances } from "./exceedance.ts";
import type { ReconstructionMeasures } from "./measures.ts";

/** The answer in words, at most 60 of them, made from the exceedance shares: ratios of errors tell how specialised a network is. */
export function reconstructionAnswer(
  { foreign, missing }: Exceedances,
  { variance }: Pick<ReconstructionMeasures, "variance">,
  { kept }: { readonly kept: string },
): string {
  const sentences = [
    ...((variance.value ?? 0) < leastVariance
      ? [
          `Generated images hardly vary: their variance is ${percent(variance.value ?? 0)} of that of real ones.`,
        ]
      : []),
    `${percent(foreign.share)} of generated images fit an autoencoder of real images worse than 95 % of ${kept} real ones do; chance would give ${percent(foreign.expected)}.`,
    `The other way round, ${percent(missing.share)} of real images fit one of generated images worse than 95 % of generated ones do.`,
  ];
  return sentences.join(" ");
}
