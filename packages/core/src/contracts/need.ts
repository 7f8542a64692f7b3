/**
 * What a lens needs of its subject.
 *
 * - `images`: it draws images, from latents or from a given set
 * - `latents`: the latents of its images are known
 * - `generate`: it draws an image at any latents that it is given
 * - `real-data`: real images to compare with
 * - `unseen-data`: real images that the generator was not trained on
 * - `labels`: real images with classes
 * - `checkpoints`: its earlier states
 * - `encoder`, `discriminator`: those networks, trained beside the generator
 * - `activations`: its inner values can be read and replaced
 * - `products`: products with its Jacobian
 */
export type Need =
  | "images"
  | "latents"
  | "generate"
  | "real-data"
  | "unseen-data"
  | "labels"
  | "checkpoints"
  | "encoder"
  | "discriminator"
  | "activations"
  | "products";
