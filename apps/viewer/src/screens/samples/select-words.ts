import type { UsedLook } from "../../engine/use-look.ts";

/** What comes of selecting a sample: its reconstruction only where there is an autoencoder that can be looked through. */
export function selectWords({ network, loaded }: Pick<UsedLook, "network" | "loaded">): string {
  return network === null || loaded?.problem != null
    ? "Select some and pin them, to see them beside each other."
    : "The number below each is the mean squared error of its reconstruction. Select one to see it beside its reconstruction; pin some to see them beside each other.";
}
