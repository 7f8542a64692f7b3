import { datasetsListing } from "./datasets-listing.ts";
import { lensesListing } from "./lenses-listing.ts";
import type { Listing } from "./listing.ts";
import { lossesListing } from "./losses-listing.ts";
import { modelsListing } from "./models-listing.ts";
import { optimizersListing } from "./optimizers-listing.ts";
import { presetsListing } from "./presets-listing.ts";
import { runsListing } from "./runs-listing.ts";
import { trainersListing } from "./trainers-listing.ts";

/** Every kind that `ganlens list` shows, in its order. */
export const listings: readonly Listing[] = [
  presetsListing,
  datasetsListing,
  modelsListing,
  trainersListing,
  lossesListing,
  optimizersListing,
  lensesListing,
  runsListing,
];
