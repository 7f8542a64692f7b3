import { activations } from "./activations.ts";
import { arithmetics } from "./arithmetic.ts";
import { constants } from "./constants.ts";
import { convolutions } from "./convolutions.ts";
import { lookups } from "./lookups.ts";
import { matrices } from "./matrices.ts";
import { normalizations } from "./normalizations.ts";
import { parts } from "./parts.ts";
import { reductions } from "./reductions.ts";
import { repetitions } from "./repetitions.ts";
import { resizing } from "./resizing.ts";
import { shapes } from "./shapes.ts";
import type { Translation } from "./translation.ts";

const translations: ReadonlyMap<string, Translation> = new Map(
  [
    activations,
    arithmetics,
    constants,
    convolutions,
    lookups,
    matrices,
    normalizations,
    parts,
    reductions,
    repetitions,
    resizing,
    shapes,
  ].flatMap((family) => Object.entries(family)),
);

/** The operators of ONNX that importOnnx covers, in alphabetical order. */
export const onnxOperators: readonly string[] = [...translations.keys()].sort();

/** Operators that draw random numbers: the same latent would give another image each time. */
const randomOperators = new Set([
  "Bernoulli",
  "Multinomial",
  "RandomNormal",
  "RandomNormalLike",
  "RandomUniform",
  "RandomUniformLike",
]);

/** True for an operator that draws random numbers. */
export function isRandom(operator: string): boolean {
  return randomOperators.has(operator);
}

/** The translation of an operator of ONNX's own, if it is covered. */
export function translationOf(operator: string): Translation | undefined {
  return translations.get(operator);
}
