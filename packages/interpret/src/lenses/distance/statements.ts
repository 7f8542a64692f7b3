/** The sentences of this lens on single images, the planted fault that each must find, and what is said where it finds nothing. */
export const statements = {
  gap: { fault: "blur", strength: 1, clear: "not farther" },
  copies: { fault: "exact-copies", strength: 0.05, clear: "no copies" },
} as const;

export type StatementId = keyof typeof statements;

export const statementIds: readonly StatementId[] = ["gap", "copies"];
