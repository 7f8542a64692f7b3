/** `worth`: by the classes that the generator was asked for; `worth-taught`: by classes that a recogniser of real images gave. */
export type StatementId = "worth" | "worth-taught";

/** The fault that must be called worth fewer images: labels of the placebo that are wrong. */
export const spikeIn = { fault: "wrong-labels", strength: 0.5 } as const;

/** The statements under which the tables count a sentence's controls, of fewer images. */
export const counted: Readonly<Record<StatementId, { readonly placebo: string; readonly spikeIn: string }>> =
  {
    worth: { placebo: "worth-placebo", spikeIn: "worth-spike-in" },
    "worth-taught": { placebo: "worth-taught-placebo", spikeIn: "worth-taught-spike-in" },
  };

/**
 * The rows of the tables that this lens's sentences stand on, whatever the effort: what decides is found in the same way at every
 * effort. Only how often wrong labels are planted differs.
 */
export const decidedAs = { lens: "usefulness", effort: "quick" } as const;

/** Worth of so small a share of its own number is a problem, not a note. */
export const littleWorth = 0.1;

/** Where the interval reaches below this share of the set's own number, it is not said to do as well as real images. */
export const leastLow = 0.25;
