import "../run/without-eval.ts";
import { backendFailure } from "@ganlens/backend";
import { ConfigInvalidError, GanlensError, workerPort } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import type {
  BackendFacts,
  EngineProblem,
  EngineReply,
  EngineRequest,
  TaskName,
  Tasks,
} from "../engine/messages.ts";
import { startBackend } from "./backend.ts";
import { Networks } from "./networks.ts";
import { generatePictures, lookAtPictures } from "./pictures.ts";

const port = workerPort<EngineRequest, EngineReply>();
const networks = new Networks();
/** Everything else waits until there is a backend. */
let opened: Promise<BackendFacts> | null = null;

const tasks: { readonly [T in TaskName]: (question: Tasks[T]["question"]) => Promise<Tasks[T]["answer"]> } = {
  open: startBackend,
  load: (question) => networks.load(question),
  forget: async ({ key }) => {
    networks.forget(key);
    return null;
  },
  inspect: async (question) => (await import("./bring-in.ts")).inspectGenerator(question),
  bring: async (question) => (await import("./bring-in.ts")).bringIn(question, await started()),
  generate: (question) => generatePictures(networks, question),
  look: (question) => lookAtPictures(networks, question),
};

port.onMessage(({ id, task, question }) => {
  // Each task is paired with its own question, which a call by name cannot express.
  const run = tasks[task] as (question: unknown) => Promise<unknown>;
  if (task === "open") opened = startBackend(question as Tasks["open"]["question"]);
  const answered: Promise<unknown> = task === "open" ? started() : started().then(() => run(question));
  answered.then(
    (answer) => port.post({ id, answer }, buffersOf(answer)),
    (error: unknown) => port.post({ id, problem: problemOf(error) }),
  );
});

function started(): Promise<BackendFacts> {
  return opened ?? Promise.reject(new ConfigInvalidError({ message: "The worker was not opened." }));
}

/** Arrays are moved to the page, not copied. */
function buffersOf(answer: unknown): ArrayBuffer[] {
  if (typeof answer !== "object" || answer === null) return [];
  const buffers = Object.values(answer)
    .flatMap((value) => (value instanceof Map ? [...value.values()] : [value]))
    .flatMap((value) =>
      value instanceof Float32Array || value instanceof Uint8Array ? [value.buffer as ArrayBuffer] : [],
    );
  // Several arrays may lie in one buffer.
  return [...new Set(buffers)];
}

function problemOf(error: unknown): EngineProblem {
  const failure = backendFailure(error, { backend: tf.getBackend() });
  const known = failure ?? (GanlensError.isInstance(error) ? error : undefined);
  const message = known?.message ?? (error instanceof Error ? error.message : String(error));
  return {
    message,
    ...(known?.hint === undefined ? {} : { hint: known.hint }),
    lost: failure !== undefined,
  };
}
