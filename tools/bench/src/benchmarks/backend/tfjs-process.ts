import { createInterface } from "node:readline";
import { type BackendName, installGradients, installKernels, openBackend } from "@ganlens/backend";
import { fusedAdam, networks, stockAdam } from "@ganlens/backend/networks";
import * as tf from "@tensorflow/tfjs";

/**
 * A process that trains one network when it is told to: arguments NETWORK BACKEND stock|ours THREADS; each line on its input
 * is a number of steps, answered by a line of JSON. torch-process.py speaks the same.
 */
const [name = "", backend = "", mode = "", threads = "1"] = process.argv.slice(2);
const create = networks[name];
if (create === undefined) throw new Error(`No network "${name}".`);

await openBackend({ require: backend as BackendName, threads: Number(threads) });
if (mode === "ours") {
  installKernels(tf);
  installGradients(tf);
}
const network = create({ createOptimizer: mode === "ours" ? fusedAdam : stockAdam });

async function steps(count: number) {
  const milliseconds: number[] = [];
  const losses: number[] = [];
  const before = process.cpuUsage();
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    const tensors = network.step();
    losses.length = 0;
    for (const tensor of tensors) losses.push((await tensor.data())[0] as number);
    tf.dispose(tensors);
    milliseconds.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  return { milliseconds, cpu: (user + system) / 1000 / count, losses };
}

function say(answer: object): void {
  const memory = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ ...answer, batch: network.batch, memory })}\n`);
}

const first = await steps(1);
say({ ...first, ready: performance.timeOrigin + performance.now() });
for await (const line of createInterface({ input: process.stdin })) say(await steps(Number(line)));
