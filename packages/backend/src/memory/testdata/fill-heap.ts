import * as tf from "@tensorflow/tfjs";
import { openBackend } from "../../open-backend.ts";
import { limitMemory } from "../limit-memory.ts";

// Allocates tensors of 4 MiB until the budget of 64 MiB ends it, frees one, and goes on.
await openBackend({ require: "wasm" });
const use = limitMemory(tf, { bytes: 64 * 1024 ** 2 });
const held: tf.Tensor[] = [];
let error: { code?: string; message?: string; hint?: string } = {};
try {
  while (held.length < 100) held.push(tf.fill([1024, 1024], held.length));
} catch (caught) {
  error = caught as typeof error;
}
const { code, message, hint } = error;
const full = use?.();
const intact = held.every((tensor, i) => tensor.dataSync()[1024 ** 2 - 1] === i);
held.pop()?.dispose();
held.push(tf.fill([1024, 1024], 7));
process.stdout.write(JSON.stringify({ count: held.length, code, message, hint, full, intact, again: use?.() }));
