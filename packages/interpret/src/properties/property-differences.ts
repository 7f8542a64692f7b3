import { holmAdjusted } from "@ganlens/metrics";
import type { Property } from "./property.ts";
import type { PropertyValues } from "./property-values.ts";
import { type StandardisedDifference, standardisedDifference } from "./standardised-difference.ts";

/** How a property differs between two sets of images; the chance is adjusted by Holm over all properties. */
export interface PropertyDifference extends StandardisedDifference {
  readonly property: Property;
}

/** How all properties differ, in the order given. */
export function propertyDifferences(
  generated: readonly PropertyValues[],
  real: readonly PropertyValues[],
): readonly PropertyDifference[] {
  const differences = generated.map(({ property, values }, k) => ({
    property,
    ...standardisedDifference({
      generated: values,
      real: (real[k] as PropertyValues).values,
      visible: property.visible,
    }),
  }));
  const adjusted = holmAdjusted(differences.map(({ pValue }) => pValue));
  return differences.map((each, k) => ({ ...each, pValue: adjusted[k] as number }));
}
