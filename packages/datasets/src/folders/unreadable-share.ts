/** The share of a set's pictures that may be unreadable: they are skipped and told. */
export const unreadableShare = 0.05;
