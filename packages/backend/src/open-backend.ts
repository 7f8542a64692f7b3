import { BackendUnavailableError, ConfigInvalidError, GanlensError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { backendFromEnvironment } from "./choose/backend-from-environment.ts";
import type { BackendName } from "./choose/backend-name.ts";
import type { BackendRequest } from "./choose/backend-opener.ts";
import { backendOpeners } from "./choose/backend-openers.ts";
import { checkOneTfjs } from "./choose/check-one-tfjs.ts";
import { isNode } from "./choose/node-side.ts";

/** Which backend was chosen, and why. */
export interface OpenedBackend {
  readonly name: BackendName;
  /** What computes: the processor's instruction set or the graphics adapter, as far as it is known. */
  readonly device: string;
  /** Why this one. */
  readonly reason: string;
  /** What was tried before it, in order. */
  readonly tried: readonly TriedBackend[];
}

/** A backend that was not taken. */
export interface TriedBackend {
  readonly name: BackendName;
  /** Why not. */
  readonly problem: string;
  /** What would make it work, often a command. */
  readonly hint?: string;
}

export interface OpenBackendOptions {
  /** Try this one first and go on to the next when it does not work. */
  readonly prefer?: BackendName;
  /** Take this one or throw. */
  readonly require?: BackendName;
  /**
   * Threads that one operation may use, where the backend has any; 1 unless told otherwise, since sums split over
   * threads need not come out the same twice. tfjs-node reads it once, when it is loaded.
   */
  readonly threads?: number;
}

/** In the order in which they are tried. */
const inNode: readonly BackendName[] = ["node", "webgpu", "wasm-relaxed", "wasm", "cpu"];
const inBrowser: readonly BackendName[] = ["webgpu", "webgl", "wasm-relaxed", "wasm", "cpu"];

/**
 * Chooses and starts a tfjs backend.
 *
 * In Node: node, webgpu on a real graphics adapter, wasm-relaxed, wasm, cpu. In a browser or worker: webgpu, webgl,
 * wasm-relaxed, wasm, cpu. `prefer` puts another one first; the environment variable `GANLENS_BACKEND` requires one where
 * neither option is given.
 * On wasm the heap is limited (see `limitMemory`); on webgpu and webgl a lost device is noticed (see `watchDevice`).
 *
 * @throws {BackendUnavailableError} when the required one, or none at all, works here, or tfjs is loaded twice
 * @throws {ConfigInvalidError} when `threads` is not a positive integer, or `GANLENS_BACKEND` names no backend
 */
export async function openBackend({
  prefer,
  require: required,
  threads = 1,
}: OpenBackendOptions = {}): Promise<OpenedBackend> {
  if (!Number.isInteger(threads) || threads < 1) {
    throw new ConfigInvalidError({
      message: `Expected threads to be a positive integer, but got ${threads}.`,
    });
  }
  // Keeps tfjs's advertising banner off the terminal; in 4.22 the flag only gates logging.
  tf.env().set("PROD", true);
  await checkOneTfjs();
  const usual = isNode() ? inNode : inBrowser;
  const fromEnvironment =
    prefer === undefined && required === undefined && isNode()
      ? backendFromEnvironment(process.env)
      : undefined;
  const only = required ?? fromEnvironment;
  const candidates =
    only !== undefined ? [only] : [...new Set([...(prefer === undefined ? [] : [prefer]), ...usual])];
  const tried: TriedBackend[] = [];
  for (const name of candidates) {
    const request: BackendRequest = { requested: name === only || name === prefer, threads };
    const problem = await start(name, request);
    if (problem === null) {
      const reason =
        name === required
          ? "it was required"
          : name === fromEnvironment
            ? "the environment variable GANLENS_BACKEND asks for it"
            : name === prefer
              ? "it was preferred"
              : `it is the first of ${usual.join(", ")} that works here`;
      return { name, device: backendOpeners[name].describe(request), reason, tried };
    }
    tried.push({ name, ...problem });
  }
  throw new BackendUnavailableError({
    message: `Expected ${candidates.length === 1 ? "the backend" : "one of the backends"} ${candidates.join(", ")} to work here, but ${tried
      .map(({ name, problem }) => `${name}: ${problem}`)
      .join("; ")}.`,
    hint:
      tried.find(({ hint }) => hint !== undefined)?.hint ??
      "Leave the backend out to take the first that works, or install the missing package.",
  });
}

/** Starts one backend; what is wrong when it does not work, else null. */
async function start(
  name: BackendName,
  request: BackendRequest,
): Promise<{ readonly problem: string; readonly hint?: string } | null> {
  const { registered, load, guard, startHint } = backendOpeners[name];
  try {
    await load(request);
    if (!(await withinSeconds(30, tf.setBackend(registered))) || tf.getBackend() !== registered) {
      const problem = "it is there but did not start";
      return { problem, ...(startHint === undefined ? {} : { hint: startHint }) };
    }
    await tf.ready();
    guard?.();
    return null;
  } catch (error) {
    if (GanlensError.isInstance(error)) {
      return { problem: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) };
    }
    const message = error instanceof Error ? error.message : String(error);
    const problem = message.split("\n")[0] ?? "unknown problem";
    return { problem, ...(startHint === undefined ? {} : { hint: startHint }) };
  }
}

/** Rejects when a promise takes longer: threads of wasm whose workers do not start are waited for without an end. */
async function withinSeconds<T>(seconds: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it did not start within ${seconds} seconds`)), seconds * 1e3);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
