import type { Monitor } from "./monitor.ts";
import { augmentationLimit } from "./monitors/augmentation-limit.ts";
import { deadCodes } from "./monitors/dead-codes.ts";
import { deadFeatures } from "./monitors/dead-features.ts";
import { discriminatorOverfitting } from "./monitors/discriminator-overfitting.ts";
import { explodingGradients } from "./monitors/exploding-gradients.ts";
import { lossPlateau } from "./monitors/loss-plateau.ts";
import { modeCollapse } from "./monitors/mode-collapse.ts";
import { notFinite } from "./monitors/not-finite.ts";
import { posteriorCollapse } from "./monitors/posterior-collapse.ts";
import { vanishingGradients } from "./monitors/vanishing-gradients.ts";

const registered = [
  notFinite, //
  explodingGradients,
  vanishingGradients,
  discriminatorOverfitting,
  augmentationLimit,
  modeCollapse,
  posteriorCollapse,
  deadCodes,
  deadFeatures,
  lossPlateau,
] as const;

/** Every monitor that watches a training. */
export const monitors: readonly Monitor[] =
  // Each is only ever given the state that it made.
  registered.map((monitor) => monitor as unknown as Monitor);
