import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { finish, MemoryRunStore } from "@ganlens/core";
import { defineSubject, explain, findLens } from "@ganlens/interpret";
import * as tf from "@tensorflow/tfjs";

await openBackend();
installKernels(tf);
installGradients(tf);

// A generator of soft discs: two numbers of its noise are where the disc lies, one is its size, and one does nothing.
const side = 16;
const subject = defineSubject({
  name: "discs",
  fingerprint: "discs, version 1",
  imageShape: [side, side, 1],
  latent: { parts: [{ kind: "noise", name: "noise", size: 4, prior: "uniform" }] },
  generate({ z }) {
    const count = z.data.length / 4;
    const data = new Float32Array(count * side * side).map((_, i) => {
      const [image, row, column] = [Math.floor(i / side ** 2), Math.floor(i / side) % side, i % side];
      const [x = 0, y = 0, size = 0] = z.data.subarray(4 * image, 4 * image + 3);
      const distance = Math.hypot(column - 7.5 - 3 * x, row - 7.5 - 3 * y);
      return 1 / (1 + Math.exp(2 * (distance - 3.5 - size)));
    });
    return { data, shape: [count, side, side, 1] };
  },
});

const lenses = [findLens("identifiability")];
const options = { identifiability: { learnCount: 600, fitCount: 600, testCount: 300, steps: 300 } };
const [result] = await finish(explain({ subject, lenses, options, store: new MemoryRunStore() }));
process.stdout.write(`${result?.question}\n${result?.answer}\n`);
