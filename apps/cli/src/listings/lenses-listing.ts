import type { Listing } from "./listing.ts";

export const lensesListing: Listing = {
  kind: "lenses",
  none: "There are no lenses.",
  entries: async () => {
    const { lenses } = await import("@ganlens/interpret");
    return lenses.map(({ id, question }) => ({ name: id, description: question }));
  },
};
