import type { Listing } from "./listing.ts";

export const optimizersListing: Listing = {
  kind: "optimizers",
  none: "There are no optimizers.",
  entries: async () => {
    const { optimizers } = await import("@ganlens/training");
    const defaults = { learningRate: 1e-3, beta1: 0.9 };
    return Object.values(optimizers).map(({ name, schema }) => {
      const settings = Object.keys(schema(defaults).shape).filter((key) => key !== "name");
      return { name, description: `Settings: ${settings.join(", ")}.` };
    });
  },
};
