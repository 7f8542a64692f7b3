import { BackendUnavailableError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";

/** The backends that ganlens knows, by tfjs's own names (`node` is tfjs's `tensorflow`). */
export type BackendName = "node" | "webgpu" | "webgl" | "wasm" | "cpu";

/** Which backend was chosen, and why. */
export interface OpenedBackend {
  readonly name: BackendName;
  /** What computes: the processor's instruction set or the graphics adapter, as far as it is known. */
  readonly device: string;
  /** Why this one. */
  readonly reason: string;
  /** What was tried before it, and why it was not taken. */
  readonly tried: readonly { readonly name: BackendName; readonly problem: string }[];
}

export interface OpenBackendOptions {
  /** Try this one first and go on to the next when it does not work. */
  readonly prefer?: BackendName;
  /** Take this one or throw. */
  readonly require?: BackendName;
}

interface Opener {
  /** The name under which tfjs registers it. */
  readonly registered: string;
  /** Loads what registers it; throws with an explanation when it is not there. */
  load(): Promise<unknown>;
  describe(): string;
}

const openers: Readonly<Record<BackendName, Opener>> = {
  node: {
    registered: "tensorflow",
    load: () => import(/* @vite-ignore */ optionalPackage("@tensorflow/tfjs-node")),
    describe: () => "TensorFlow C library",
  },
  webgpu: {
    registered: "webgpu",
    load: () => import(/* @vite-ignore */ optionalPackage("@tensorflow/tfjs-backend-webgpu")),
    describe: () => "WebGPU",
  },
  webgl: {
    registered: "webgl",
    load: async () => {
      if (typeof document === "undefined" && typeof OffscreenCanvas === "undefined") {
        throw new Error("there is no canvas here");
      }
    },
    describe: () => "WebGL",
  },
  wasm: {
    registered: "wasm",
    load: () => import("@tensorflow/tfjs-backend-wasm"),
    describe: () => {
      const simd = tf.env().getBool("WASM_HAS_SIMD_SUPPORT") ? "128-bit SIMD" : "no SIMD";
      return `WebAssembly, ${simd}, 1 thread`;
    },
  },
  cpu: { registered: "cpu", load: async () => {}, describe: () => "plain JavaScript" },
};

const inNode: readonly BackendName[] = ["wasm", "cpu"];
const inBrowser: readonly BackendName[] = ["webgpu", "webgl", "wasm", "cpu"];

/**
 * Chooses and starts a tfjs backend.
 *
 * In Node: wasm, then cpu. In a browser or worker: webgpu, webgl, wasm, cpu. `prefer` puts another one first.
 *
 * @throws {BackendUnavailableError} when the required one, or none at all, works here
 */
export async function openBackend({
  prefer,
  require: required,
}: OpenBackendOptions = {}): Promise<OpenedBackend> {
  // Keeps tfjs's advertising banner off the terminal; in 4.22 the flag only gates logging.
  tf.env().set("PROD", true);
  const usual = typeof process !== "undefined" && process.versions?.node !== undefined ? inNode : inBrowser;
  const candidates =
    required !== undefined ? [required] : [...new Set([...(prefer === undefined ? [] : [prefer]), ...usual])];
  const tried: { name: BackendName; problem: string }[] = [];
  for (const name of candidates) {
    const problem = await start(openers[name]);
    if (problem === null) {
      const reason =
        name === required
          ? "it was required"
          : name === prefer
            ? "it was preferred"
            : `it is the first of ${usual.join(", ")} that works here`;
      return { name, device: openers[name].describe(), reason, tried };
    }
    tried.push({ name, problem });
  }
  throw new BackendUnavailableError({
    message: `Expected one of the backends ${candidates.join(", ")} to work here, but ${tried
      .map(({ name, problem }) => `${name}: ${problem}`)
      .join("; ")}.`,
    hint: "Leave the backend out to take the first that works, or install the missing package.",
  });
}

/** Starts one backend; the problem in words when it does not work, else null. */
async function start({ registered, load }: Opener): Promise<string | null> {
  try {
    await load();
    if (!(await tf.setBackend(registered)) || tf.getBackend() !== registered) {
      return "it is installed but did not start";
    }
    await tf.ready();
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "unknown problem") : String(error);
  }
}

/** Hides an optional package's name from bundlers and type checkers, which would insist on resolving it. */
function optionalPackage(name: string): string {
  return name;
}
