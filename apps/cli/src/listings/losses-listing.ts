import type { Listing } from "./listing.ts";

export const lossesListing: Listing = {
  kind: "losses",
  none: "There are no losses.",
  entries: async () => {
    const { adversarialLosses, penalties } = await import("@ganlens/losses");
    const { ganRegularisers } = await import("@ganlens/training");
    return Object.entries({ ...adversarialLosses, ...penalties, ...ganRegularisers }).map(
      ([name, { description }]) => ({
        name,
        description,
      }),
    );
  },
};
