import { spawnWorker } from "@ganlens/core";
import trainerUrl from "./trainer.js?worker&url";

/** Trains in a worker; its answer, and whether the page may share memory between threads. */
globalThis.answer = new Promise((resolve, reject) => {
  const worker = spawnWorker(new URL(trainerUrl, location.href));
  worker.onMessage((trained) => resolve({ isolated: crossOriginIsolated, ...trained }));
  worker.exited.then(({ error }) => reject(error ?? new Error("The worker ended without an answer.")));
  worker.post("train");
});
