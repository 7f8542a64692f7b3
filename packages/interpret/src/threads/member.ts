import type { Conversation } from "./conversation.ts";

/** One worker, as those who give it work see it. */
export interface Member {
  readonly talk: Pick<Conversation, "ask" | "tell">;
  /** Resolves when it has opened what it looks at. */
  readonly opened: Promise<unknown>;
  /** The lenses that it is asked. */
  readonly lenses: Set<string>;
  /** How many lenses and tasks it could go on with now; those that wait for others do not count. */
  running: number;
}
