import type { Listing } from "./listing.ts";

export const datasetsListing: Listing = {
  kind: "datasets",
  none: "There are no data sets.",
  entries: async () => {
    const { datasetSources } = await import("@ganlens/datasets");
    return datasetSources().map(({ name, description, licence }) => ({
      name,
      description: licence === undefined ? description : `${description} Licence: ${licence}.`,
    }));
  },
};
