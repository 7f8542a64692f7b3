import type { Listing } from "./listing.ts";

export const modelsListing: Listing = {
  kind: "models",
  none: "There are no models.",
  entries: async () => {
    const { architectures } = await import("@ganlens/models");
    return [...architectures.values()].map(({ id, description }) => ({ name: id, description }));
  },
};
