import { datasetsListing } from "./datasets-listing.ts";
import { lensesListing } from "./lenses-listing.ts";
import type { Listing } from "./listing.ts";
import { modelsListing } from "./models-listing.ts";
import { presetsListing } from "./presets-listing.ts";
import { runsListing } from "./runs-listing.ts";

/** Every kind that `ganlens list` shows, in its order. */
export const listings: readonly Listing[] = [
  presetsListing,
  datasetsListing,
  modelsListing,
  lensesListing,
  runsListing,
];
