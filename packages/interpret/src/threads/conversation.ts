import type { WorkerHandle, WorkerPort } from "@ganlens/core";
import { fromPortable, type PortableError, toPortable } from "./portable-error.ts";

/** One end of two threads that ask each other, and tell each other things. */
export interface Conversation {
  /** @throws {Error} what the other end failed with, or what the conversation was ended with */
  ask<O>(what: string, input?: unknown): Promise<O>;
  /** Says it, and waits for nothing. */
  tell(what: string, input?: unknown): void;
  /** Fails all that was asked and is not answered, and all that will be. */
  end(error: Error): void;
}

/** How one end answers what the other asks or tells, by name. */
export type Answers = Readonly<Record<string, (input: never) => unknown>>;

type Message =
  | { readonly kind: "ask"; readonly id: number; readonly what: string; readonly input: unknown }
  | { readonly kind: "tell"; readonly what: string; readonly input: unknown }
  | { readonly kind: "answer"; readonly id: number; readonly output: unknown }
  | { readonly kind: "failure"; readonly id: number; readonly error: PortableError };

type Line = WorkerHandle<unknown, unknown> | WorkerPort<unknown, unknown>;

interface Asked {
  resolve(output: unknown): void;
  reject(error: Error): void;
}

/** Begins to listen at one end of a line between two threads; several things may be asked at the same time. */
export function converse(line: Line, answers: Answers): Conversation {
  const asked = new Map<number, Asked>();
  let count = 0;
  let ended: Error | undefined;
  const post = (message: Message): void => line.post(message);
  const answer = async (what: string, input: unknown): Promise<unknown> => answers[what]?.(input as never);

  const hear = async (message: Message): Promise<void> => {
    if (message.kind === "tell") {
      await answer(message.what, message.input);
    } else if (message.kind === "ask") {
      const { id, what, input } = message;
      try {
        post({ kind: "answer", id, output: await answer(what, input) });
      } catch (error) {
        post({ kind: "failure", id, error: toPortable(error) });
      }
    } else {
      const waiting = asked.get(message.id);
      asked.delete(message.id);
      if (message.kind === "answer") waiting?.resolve(message.output);
      else waiting?.reject(fromPortable(message.error));
    }
  };
  line.onMessage((message) => void hear(message as Message));
  return {
    ask: <O>(what: string, input?: unknown) =>
      new Promise<O>((resolve, reject) => {
        if (ended !== undefined) return reject(ended);
        const id = count++;
        // What a message cannot carry is thrown here.
        post({ kind: "ask", id, what, input });
        asked.set(id, { resolve: resolve as Asked["resolve"], reject });
      }),
    tell: (what, input) => post({ kind: "tell", what, input }),
    end: (error) => {
      ended = error;
      for (const { reject } of asked.values()) reject(error);
      asked.clear();
    },
  };
}
