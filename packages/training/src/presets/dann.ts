import type { Preset } from "./preset.ts";

/** Domain-adversarial training: digits of MNIST with labels, and those of another collection without. */
export const dann: Preset = {
  id: "dann",
  description: "A classifier of MNIST's digits, adapted to UCI's without their labels.",
  config: {
    trainer: "domain-adversarial",
    reversalSteps: 1000,
    schedule: { totalSteps: 1000, checkpointEvery: 500, snapshots: 0 },
  },
};
