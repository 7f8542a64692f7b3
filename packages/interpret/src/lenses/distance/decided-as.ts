/**
 * The rows of the tables that this lens's sentences stand on, whatever the effort: no network is fitted here, so that what is said is
 * made in the same way at every effort. Only how often faults are planted differs.
 */
export const decidedAs = { lens: "distance", effort: "quick" } as const;
