import { mostPinned } from "../state/view-state.ts";

/** What is pinned once an item is pinned, or let go where it was; the same where there is no room for one more. */
export function toggledPin(pinned: readonly string[], id: string): readonly string[] {
  if (pinned.includes(id)) return pinned.filter((each) => each !== id);
  return pinned.length < mostPinned ? [...pinned, id] : pinned;
}

/** What happened, for those who do not see it. */
export function pinWords(before: readonly string[], after: readonly string[]): string {
  if (after.length === before.length) return `${before.length} are pinned already: unpin one first`;
  return after.length > before.length ? `Pinned, ${after.length} in all` : "Unpinned";
}
