import * as z from "zod";
import type { AdaptationSettings } from "./adaptive/adapt-probability.ts";
import { type AdaptiveTransformName, adaptiveTransforms } from "./adaptive/adaptive-transforms.ts";
import { type PolicyName, policies } from "./policies/policies.ts";

/** What changes images before the discriminator sees them: DiffAugment, or transforms whose probability follows its overfitting. */
export type AugmentationConfig =
  | {
      readonly kind: "differentiable";
      readonly policies: readonly PolicyName[];
      /** What stands where an image was shifted away or covered: 0 black, 1 white; ½ as published. */
      readonly fill: number;
    }
  | ({
      readonly kind: "adaptive";
      readonly transforms: readonly AdaptiveTransformName[];
    } & AdaptationSettings);

/** Every kind of augmentation. */
export const augmentationKinds: readonly AugmentationConfig["kind"][] = ["differentiable", "adaptive"];

const policyNames = Object.keys(policies) as PolicyName[];
const transformNames = Object.keys(adaptiveTransforms) as AdaptiveTransformName[];

export const augmentationSchema: z.ZodType<AugmentationConfig> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("differentiable"),
    policies: z.array(z.enum(policyNames)).min(1).default(policyNames),
    fill: z.number().min(0).max(1).default(0.5),
  }),
  z.strictObject({
    kind: z.literal("adaptive"),
    // What is right both ways round is known to who has the images.
    transforms: z
      .array(z.enum(transformNames))
      .min(1)
      .default(transformNames.filter((name) => name !== "flip")),
    target: z.number().gt(0).lt(1).default(0.6),
    speed: z.number().positive().default(30),
    every: z.int().positive().default(4),
    maximum: z.number().gt(0).max(1).default(0.8),
  }),
]);
