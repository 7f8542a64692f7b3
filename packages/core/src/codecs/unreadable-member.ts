/** A member of an archive that is left out of what was decoded. */
export interface UnreadableMember {
  readonly name: string;
  /** Why, in a sentence. */
  readonly reason: string;
}

/** The members in one line: `a (why), b (why) and 3 more`. */
export function listUnreadable(members: readonly UnreadableMember[]): string {
  const shown = members.slice(0, 3).map(({ name, reason }) => `${name} (${reason})`);
  const more = members.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
