import {
  type Lens,
  type LensResult,
  type RunStore,
  RunUnsupportedError,
  type SharedWork,
  type Subject,
  unknownNameError,
  workerPort,
} from "@ganlens/core";
import { disposeModel } from "@ganlens/models";
import { askLens, type LensQuestion } from "../answers/ask-lens.ts";
import { fitAutoencoder } from "../autoencoders/fit-autoencoder.ts";
import { fitNetwork } from "../autoencoders/fit-network.ts";
import type { NetworkRequest } from "../autoencoders/network-request.ts";
import { lenses as registered } from "../lenses/lenses.ts";
import { type Conversation, converse } from "./conversation.ts";
import { EventQueue } from "./event-queue.ts";
import { SharedPixels } from "./shared-pixels.ts";

/** What a worker looks at, and where its answers go: the same as in the thread that asks. */
export interface LensSurroundings {
  readonly subject: Subject;
  /** The run folder; that of the asking thread, opened anew. */
  readonly store: RunStore;
  /** By default every registered one. */
  readonly lenses?: readonly Lens[];
}

/** Who wants to hear how far a task is, by its name. */
type Shares = Map<string, Set<EventQueue<number>>>;

/**
 * Answers what `openLensWorkers` asks; called once at the end of a worker's module.
 *
 * @param open opens backend, subject and run folder as the `setup` says that the asking thread gave
 * @throws {BackendUnavailableError} outside a worker
 */
export function serveLenses<S>(open: (setup: S) => Promise<LensSurroundings>): void {
  let opened: LensSurroundings | undefined;
  let stop = new AbortController();
  const clock = (): number => performance.now();
  const shares: Shares = new Map();
  const pixels = new SharedPixels();
  const talk = converse(workerPort<unknown, unknown>(), {
    open: async (setup: S) => {
      opened = await open(setup);
    },
    begin: () => {
      stop = new AbortController();
    },
    stop: () => stop.abort(),
    share: ({ name, done }: { readonly name: string; readonly done: number }) => {
      for (const queue of shares.get(name) ?? []) queue.push(done);
    },
    lens: async (question: LensQuestion) => {
      const { subject, store, lenses = registered } = opened as LensSurroundings;
      const lens = lenses.find(({ id }) => id === question.lens);
      if (lens === undefined) {
        throw unknownNameError({ what: "lens", name: question.lens, known: lenses.map(({ id }) => id) });
      }
      assertSame(subject, question);
      const shared = sharedWork(talk, { pixels, shares });
      const steps = askLens(question, { lens, subject, store, signal: stop.signal, clock, shared });
      let next = await steps.next();
      while (!next.done) {
        talk.tell("progress", next.value);
        next = await steps.next();
      }
      return next.value satisfies LensResult;
    },
    task: async ({ name, input }: { readonly name: string; readonly input: NetworkRequest }) => {
      const { targets, ...request } = input;
      const context = { store: (opened as LensSurroundings).store, signal: stop.signal, clock };
      const fit =
        targets === undefined
          ? fitAutoencoder({ ...request, context })
          : fitNetwork({ ...request, targets, context });
      let next = await fit.next();
      while (!next.done) {
        talk.tell("share", { name, done: next.value });
        next = await fit.next();
      }
      disposeModel(next.value.model);
    },
  });
}

/** @throws {RunUnsupportedError} when a worker has opened something else than the thread that asks */
function assertSame({ name, fingerprint }: Subject, asked: LensQuestion): void {
  if (fingerprint === asked.fingerprint) return;
  throw new RunUnsupportedError({
    message: `Expected the worker to look at the subject with the fingerprint ${asked.fingerprint}, but it has opened ${name}, which has ${fingerprint}.`,
    hint: "Let the worker's module open the same subject as the thread that asks.",
  });
}

/** What lenses of this worker share with those of others, by way of the thread that asks. */
function sharedWork(
  talk: Conversation,
  { pixels, shares }: { readonly pixels: SharedPixels; readonly shares: Shares },
): SharedWork {
  /** The request without what is known of its images beside their pixels. */
  const portable = ({ images, ...request }: NetworkRequest): NetworkRequest => {
    const { name, key, x } = images;
    return { ...request, images: { name, key, x: { data: pixels.of(x.data), shape: x.shape } } };
  };
  return {
    async alone(name, work) {
      await talk.ask("turn", name);
      try {
        return await work();
      } finally {
        talk.tell("give-up", name);
      }
    },
    begin: (name, task) => talk.tell("begin", { name, input: portable(task as NetworkRequest) }),
    async *finish(name, task) {
      const queue = new EventQueue<number>();
      const queues = shares.get(name) ?? new Set();
      shares.set(name, queues.add(queue));
      const done = talk
        .ask<void>("finish", { name, input: portable(task as NetworkRequest) })
        .finally(() => queue.close());
      // A failure is told behind the shares.
      done.catch(() => {});
      try {
        yield* queue;
        await done;
      } finally {
        queues.delete(queue);
      }
    },
  };
}
