import "../run/without-eval.ts";
import { backendFailure } from "@ganlens/backend";
import { GanlensError, workerPort } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import type { EngineProblem, EngineReply, EngineRequest, TaskName, Tasks } from "../engine/messages.ts";
import { startBackend } from "./backend.ts";
import { Networks } from "./networks.ts";
import { generatePictures, lookAtPictures } from "./pictures.ts";

const port = workerPort<EngineRequest, EngineReply>();
const networks = new Networks();
/** Everything else waits until there is a backend. */
let opened: Promise<unknown> = Promise.resolve();

const tasks: { readonly [T in TaskName]: (question: Tasks[T]["question"]) => Promise<Tasks[T]["answer"]> } = {
  open: startBackend,
  load: (question) => networks.load(question),
  forget: async ({ key }) => {
    networks.forget(key);
    return null;
  },
  generate: (question) => generatePictures(networks, question),
  look: (question) => lookAtPictures(networks, question),
};

port.onMessage(({ id, task, question }) => {
  // Each task is paired with its own question, which a call by name cannot express.
  const run = tasks[task] as (question: unknown) => Promise<unknown>;
  const answered = task === "open" ? run(question) : opened.then(() => run(question));
  if (task === "open") opened = answered;
  answered.then(
    (answer) => port.post({ id, answer }, buffersOf(answer)),
    (error: unknown) => port.post({ id, problem: problemOf(error) }),
  );
});

/** Arrays are moved to the page, not copied. */
function buffersOf(answer: unknown): ArrayBuffer[] {
  if (typeof answer !== "object" || answer === null) return [];
  const buffers = Object.values(answer).flatMap((value) =>
    value instanceof Float32Array ? [value.buffer as ArrayBuffer] : [],
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
