import { BackendUnavailableError, ConfigInvalidError, spawnWorker, type WorkerHandle } from "@ganlens/core";
import type {
  BackendFacts,
  EngineProblem,
  EngineReply,
  EngineRequest,
  NetworkFacts,
  TaskName,
  Tasks,
} from "./messages.ts";

/** How the worker is. */
export type EngineStatus =
  | { readonly state: "idle" | "starting" }
  | { readonly state: "ready"; readonly backend: BackendFacts }
  | { readonly state: "failed"; readonly problem: EngineProblem };

/** Files of a network, and what they must be. */
export type NetworkFiles = Omit<Tasks["load"]["question"], "key">;

/** Networks kept in the worker; the one not used for longest makes room. */
const mostNetworks = 12;

interface Asked {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** The worker that computes, seen from the page: started when first asked, and again after it was lost. */
export class Engine {
  readonly #url: URL;
  readonly #backend: string | undefined;
  #worker: WorkerHandle<EngineRequest, EngineReply> | null = null;
  #status: EngineStatus = { state: "idle" };
  #asked = new Map<number, Asked>();
  #next = 1;
  #networks = new Map<string, Promise<NetworkFacts>>();
  #generation = 0;
  readonly #listeners = new Set<() => void>();

  constructor({ url, backend }: { readonly url: URL; readonly backend?: string | undefined }) {
    this.#url = url;
    this.#backend = backend;
  }

  readonly status = (): EngineStatus => this.#status;

  /** Counts the worker's starts: what was computed by an earlier one must be asked for again. */
  get generation(): number {
    return this.#generation;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Starts the worker unless it runs; the status tells the rest. */
  start(): void {
    if (this.#worker !== null) return;
    const worker = spawnWorker<EngineRequest, EngineReply>(this.#url);
    this.#worker = worker;
    this.#generation++;
    this.#tell({ state: "starting" });
    worker.onMessage((reply) => this.#hear(reply));
    worker.exited.then(({ reason, error }) => {
      if (this.#worker !== worker || reason === "terminated") return;
      this.#fail({
        message: `The worker that computes has ended: ${error?.message ?? reason}.`,
        hint: "Start it again.",
        lost: true,
      });
    });
    this.#post("open", this.#backend === undefined ? {} : { backend: this.#backend }).then(
      (backend) => {
        if (this.#worker === worker) this.#tell({ state: "ready", backend });
      },
      (error: unknown) => {
        if (this.#worker === worker) this.#fail(problemOf(error));
      },
    );
  }

  /** Ends the worker and starts a new one: after a lost device. */
  restart(): void {
    this.#end(new BackendUnavailableError({ message: "The worker was started again." }));
    this.start();
  }

  /** Loads a network once; later calls give the same facts. */
  network(key: string, files: () => Promise<NetworkFiles>): Promise<NetworkFacts> {
    const before = this.#touched(key);
    if (before !== undefined) return before;
    const facts = files().then((given) => this.ask("load", { key, ...given }, ownBuffers(given.files)));
    this.#networks.set(key, facts);
    facts.catch(() => this.#networks.delete(key));
    const oldest = [...this.#networks.keys()][0];
    if (this.#networks.size > mostNetworks && oldest !== undefined) {
      this.#networks.delete(oldest);
      void this.ask("forget", { key: oldest }).catch(() => null);
    }
    return facts;
  }

  /** Asks the worker, which is started first where it does not run. */
  ask<T extends TaskName>(
    task: T,
    question: Tasks[T]["question"],
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<Tasks[T]["answer"]> {
    if (this.#status.state === "failed") return Promise.reject(errorOf(this.#status.problem));
    this.start();
    if ("generator" in question) this.#touched(question.generator);
    if ("look" in question && question.look !== undefined) this.#touched(question.look.autoencoder);
    return this.#post(task, question, transfer);
  }

  /** A network that was asked for before, put at the end: used last. */
  #touched(key: string): Promise<NetworkFacts> | undefined {
    const facts = this.#networks.get(key);
    if (facts === undefined) return undefined;
    this.#networks.delete(key);
    this.#networks.set(key, facts);
    return facts;
  }

  #post<T extends TaskName>(
    task: T,
    question: Tasks[T]["question"],
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<Tasks[T]["answer"]> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#worker?.post({ id, task, question } as EngineRequest, transfer);
    });
  }

  #hear(reply: EngineReply): void {
    const asked = this.#asked.get(reply.id);
    this.#asked.delete(reply.id);
    if ("answer" in reply) asked?.resolve(reply.answer as never);
    else {
      asked?.reject(errorOf(reply.problem));
      if (reply.problem.lost) this.#fail(reply.problem);
    }
  }

  #fail(problem: EngineProblem): void {
    this.#end(errorOf(problem));
    this.#tell({ state: "failed", problem });
  }

  #end(error: Error): void {
    const worker = this.#worker;
    this.#worker = null;
    this.#networks = new Map();
    void worker?.terminate();
    const asked = this.#asked;
    this.#asked = new Map();
    for (const { reject } of asked.values()) reject(error);
    this.#status = { state: "idle" };
  }

  #tell(status: EngineStatus): void {
    this.#status = status;
    for (const listener of [...this.#listeners]) listener();
  }
}

function errorOf({ message, hint, lost }: EngineProblem): Error {
  const options = { message, ...(hint === undefined ? {} : { hint }) };
  return lost ? new BackendUnavailableError(options) : new ConfigInvalidError(options);
}

function problemOf(error: unknown): EngineProblem {
  const { hint } = error as { readonly hint?: string };
  const message = error instanceof Error ? error.message : String(error);
  return { message, ...(hint === undefined ? {} : { hint }), lost: true };
}

/** The buffers under arrays that fill them; an array that is part of a larger one is copied by the message instead. */
function ownBuffers(files: NetworkFiles["files"]): ArrayBuffer[] {
  return Object.values(files).flatMap(({ buffer, byteLength }) =>
    buffer instanceof ArrayBuffer && byteLength === buffer.byteLength && byteLength > 0 ? [buffer] : [],
  );
}
