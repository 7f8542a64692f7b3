/** The sentences of this lens, the planted fault that each must find, and what is said where it finds nothing. */
export const statements = {
  copies: { fault: "exact-copies", strength: 0.05, clear: "no copies" },
  repeats: { fault: "duplicates", strength: 0.05, clear: "no repeats" },
} as const;

export type StatementId = keyof typeof statements;

export const statementIds: readonly StatementId[] = ["copies", "repeats"];

/** A sentence is said when as much would be seen by chance in at most one of a hundred. */
export const alarm = 0.01;

/**
 * The rows of the tables that this lens's sentences stand on, whatever the effort: what decides is found in the same way at every
 * effort. Only how often faults are planted, and how long the autoencoder of the third search learned, differs.
 */
export const decidedAs = { lens: "memorisation", effort: "quick" } as const;
