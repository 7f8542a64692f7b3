import type { Listing } from "./listing.ts";

export const trainersListing: Listing = {
  kind: "trainers",
  none: "There are no trainers.",
  entries: async () => {
    const { trainers } = await import("@ganlens/training");
    return [...trainers.values()].map(({ id, description }) => ({ name: id, description }));
  },
};
