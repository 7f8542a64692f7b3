import { lostWorkerError } from "@ganlens/backend";
import { ConfigInvalidError, type LensProgress, type LensResult, type WorkerHandle } from "@ganlens/core";
import type { LensQuestion } from "../answers/ask-lens.ts";
import { converse } from "./conversation.ts";
import { LensCrew, type LensCrewOptions } from "./lens-crew.ts";
import type { Member } from "./member.ts";

export interface LensWorkersOptions {
  /** How many threads look through lenses. Each has memory of its own: a backend's heap, the subject, the sets that are looked at. */
  readonly size: number;
  /** The workers' module, which ends with `serveLenses`. */
  readonly url: URL;
  /** `spawnWorker` of `@ganlens/core` in a page, that of `@ganlens/core/node` in Node. */
  readonly spawn: (url: URL) => WorkerHandle<unknown, unknown>;
  /** What each worker is told to open, as its module reads it: what a message can carry. */
  readonly setup: unknown;
}

/** Workers that `explain` looks through lenses in, while the thread that asks stays free. */
export interface LensWorkers {
  readonly size: number;
  /**
   * Refuses a second call at the same time, which would clear away what the first one writes.
   *
   * @throws {ConfigInvalidError} while they look through lenses
   */
  assertFree(): void;
  /** Answers questions, several at the same time; called by `explain`, once at a time. */
  answers(
    options: Pick<LensCrewOptions, "signal" | "onFailure"> & { readonly questions: readonly LensQuestion[] },
  ): AsyncGenerator<LensProgress, readonly LensResult[]>;
  /** Ends the workers. */
  close(): Promise<void>;
}

/**
 * Starts workers that look at one subject through lenses: side by side, and with them the networks that do not depend on each
 * other. All write into one run folder; a network or a set that several lenses want is made once.
 *
 * Answers have the bytes that one thread gives them.
 *
 * @throws {ConfigInvalidError} for a size that is not a positive whole number
 */
export function openLensWorkers({ size, url, spawn, setup }: LensWorkersOptions): LensWorkers {
  if (!Number.isInteger(size) || size < 1) {
    throw new ConfigInvalidError({
      message: `Expected a positive whole number of threads, received ${size}.`,
      hint: "As many as there are cores is a good number; each takes some hundred megabytes.",
    });
  }
  let crew: LensCrew | undefined;
  const handles = Array.from({ length: size }, () => spawn(url));
  const members = handles.map((handle): Member => {
    const talk = converse(handle, {
      turn: (name: string) => crew?.turn(name),
      "give-up": (name: string) => crew?.giveUp(name),
      begin: ({ name, input }: NamedTask) => crew?.begin(name, input),
      finish: ({ name, input }: NamedTask) => crew?.finish(member, name, input),
      share: ({ name, done }: { readonly name: string; readonly done: number }) => crew?.share(name, done),
      progress: (progress: LensProgress) => crew?.hear(progress),
    });
    const opened = talk.ask("open", setup);
    // Who asks first hears of it.
    opened.catch(() => {});
    const member: Member = { talk, opened, lenses: new Set(), running: 0 };
    void handle.exited.then((exit) => {
      const lenses = [...member.lenses].join(" and ");
      const lost = lostWorkerError(exit, {
        lost: lenses === "" ? "what it was given" : `what the lenses ${lenses} were about to answer`,
        hint: "Ask again: what was finished is kept. If it keeps happening, use one thread, which needs less memory.",
      });
      talk.end(lost);
      crew?.fail(lost);
    });
    return member;
  });
  const assertFree = () => {
    if (crew === undefined) return;
    throw new ConfigInvalidError({
      message: "Expected these workers to be free, but they are looking through lenses already.",
      hint: "Await the first call of explain, or open other workers for the second.",
    });
  };
  return {
    size,
    assertFree,
    async *answers(options) {
      assertFree();
      crew = new LensCrew({ ...options, members });
      try {
        return yield* crew.answers();
      } finally {
        crew = undefined;
      }
    },
    close: async () => {
      await Promise.all(handles.map((handle) => handle.terminate()));
    },
  };
}

interface NamedTask {
  readonly name: string;
  readonly input: unknown;
}
