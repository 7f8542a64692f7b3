/** What a lens needs of its subject. */
export type Need = "latents" | "real-data" | "labels" | "checkpoints" | "activations" | "training";
