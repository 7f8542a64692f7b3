import { holmAdjusted, normalQuantile, studentTest } from "@ganlens/metrics";
import type { Property } from "./property.ts";
import type { PropertyValues } from "./property-values.ts";

/** How a property differs between two sets of images. */
export interface PropertyDifference {
  readonly property: Property;
  /** Mean of the generated images, and of the real ones. */
  readonly means: readonly [generated: number, real: number];
  /** (mean generated − mean real) / max(standard deviation of both together, what can just be seen). */
  readonly effect: number;
  /** Ends of the 95 % interval of the effect, its unit taken as known. */
  readonly interval: readonly [low: number, high: number];
  /** Welch's, adjusted by Holm over all properties. */
  readonly pValue: number;
}

/** How all properties differ, in the order given. */
export function propertyDifferences(
  generated: readonly PropertyValues[],
  real: readonly PropertyValues[],
): readonly PropertyDifference[] {
  const differences = generated.map(({ property, values }, k) =>
    differenceOf(property, values, (real[k] as PropertyValues).values),
  );
  const adjusted = holmAdjusted(differences.map(({ pValue }) => pValue));
  return differences.map((each, k) => ({ ...each, pValue: adjusted[k] as number }));
}

function differenceOf(property: Property, generated: Float64Array, real: Float64Array): PropertyDifference {
  const [first, second] = [momentsOf(generated), momentsOf(real)];
  const unit = Math.max(Math.sqrt((first.variance + second.variance) / 2), property.visible);
  const error = Math.sqrt(first.variance / generated.length + second.variance / real.length);
  const effect = (first.mean - second.mean) / unit;
  const half = (normalQuantile(0.975) * error) / unit;
  return {
    property,
    means: [first.mean, second.mean],
    effect,
    interval: [effect - half, effect + half],
    pValue:
      error > 0 ? studentTest({ first: generated, second: real }).pValue : Number(first.mean === second.mean),
  };
}

function momentsOf(values: Float64Array): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) };
}
