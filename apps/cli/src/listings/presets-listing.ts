import type { Listing } from "./listing.ts";

export const presetsListing: Listing = {
  kind: "presets",
  none: "There are no presets.",
  entries: async () => {
    const { presets } = await import("@ganlens/training");
    return presets.map(({ id, description }) => ({ name: id, description }));
  },
};
