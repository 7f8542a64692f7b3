/** Which splits of a data set are for what. */
export interface SplitRoles {
  /** Trained on. */
  readonly train: string;
  /** Kept from training. */
  readonly heldOut: string;
  /**
   * For a generator from elsewhere, which may have been trained on more than a named subset shows: images that it cannot
   * have seen, and what should be said of them.
   */
  readonly unseen?: { readonly data: string; readonly split: string; readonly words: string };
}

const usual: SplitRoles = { train: "train", heldOut: "held-out" };

const named: ReadonlyMap<string, SplitRoles> = new Map([
  // Half B of MNIST's test set is for references: nothing is trained on it.
  ["mnist-t10k", { train: "a", heldOut: "b" }],
  [
    "mnist-5k",
    {
      ...usual,
      unseen: { data: "mnist-t10k", split: "b", words: "MNIST test images, written by other people" },
    },
  ],
]);

/** The roles of a data set's splits; those of a folder or file are `train` and `held-out`. */
export function splitRoles(name: unknown): SplitRoles {
  return (typeof name === "string" ? named.get(name) : undefined) ?? usual;
}
