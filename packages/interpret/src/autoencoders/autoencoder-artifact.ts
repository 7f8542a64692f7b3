import type { Artifact } from "@ganlens/core";
import type { FittedNetwork } from "./fit-stored.ts";

/** A fitted autoencoder as something that others can use: viewer, report, other lenses. */
export function autoencoderArtifact(
  { hash, seed, steps }: Pick<FittedNetwork, "hash" | "seed" | "steps">,
  { learned, code }: { readonly learned: "real" | "generated"; readonly code?: number | undefined },
): Artifact {
  return {
    type: "autoencoder",
    id: `autoencoder-${learned}-${seed}`,
    title: `Autoencoder of ${learned} images, seed ${seed}`,
    model: hash,
    learned,
    seed,
    steps,
    ...(code === undefined ? {} : { code }),
  };
}
