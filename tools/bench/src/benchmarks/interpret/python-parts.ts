import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { encodeNpy, Random, type RunStore, type SampleSet, sizeOf } from "@ganlens/core";
import { runCommand } from "../../run-command.ts";
import { openDemo } from "./open-demo.ts";
import { provideScikitLearn } from "./provide-scikit-learn.ts";
import { provideTorchFidelity } from "./provide-torch-fidelity.ts";

/** Generated images, as many as lenses look at. */
const looked = 2000;

/** Tools in Python, and the script in which each does its parts. */
export type PythonTool = "scikit-learn and prdc" | "torch-fidelity";

const scripts: Readonly<Record<PythonTool, string>> = {
  "scikit-learn and prdc": "lens_parts.py",
  "torch-fidelity": "torch_fidelity_parts.py",
};

/**
 * What Python tools take for the parts of the lenses on images that they have: in one thread, on the images of the same generator and the
 * same data. None of them draws a placebo, plants a fault or trains an autoencoder, and none says a sentence.
 */
export async function printPythonParts(
  store: RunStore,
  tools: readonly PythonTool[],
  print: (line: string) => void,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "ganlens-parts-"));
  const subject = await openDemo(store);
  try {
    const { latents, real } = subject;
    if (latents === undefined || subject.generate === undefined || real === undefined) {
      throw new TypeError("Expected a generator with its data.");
    }
    const drawn = latents.draw(looked, Random.fromSeed(0).split("python"));
    const generated = await subject.generate(drawn);
    const write = (name: string, data: Float32Array | Int32Array, shape: readonly number[]) =>
      writeFile(join(folder, `${name}.npy`), encodeNpy({ data, shape }));
    const flat = (shape: readonly number[]) => [shape[0] as number, sizeOf(shape.slice(1))];
    await write("generated", generated.data, flat(generated.shape));
    await write("generated-labels", drawn.labels ?? new Int32Array(looked), [looked]);
    for (const part of ["train", "held-out"] as const) {
      for await (const { x, labels } of allOf(await real.open(part))) {
        await write(part, x.data, flat(x.shape));
        await write(`${part}-labels`, labels ?? new Int32Array(x.shape[0] as number), [x.shape[0] as number]);
      }
    }
    for (const tool of tools) await printParts(tool, { folder, print });
  } finally {
    subject.dispose();
    await rm(folder, { recursive: true });
  }
}

async function printParts(
  tool: PythonTool,
  { folder, print }: { readonly folder: string; readonly print: (line: string) => void },
): Promise<void> {
  const python = await (tool === "torch-fidelity" ? provideTorchFidelity(print) : provideScikitLearn(folder));
  if (python === undefined) {
    print(`No Python with ${tool}: what its parts take was not measured.`);
    return;
  }
  const script = fileURLToPath(new URL(`../../../python/${scripts[tool]}`, import.meta.url));
  const result = join(folder, "times.json");
  if ((await runCommand(python, [script, folder, result])) !== 0) {
    print(`The Python script of ${tool} failed: what its parts take was not measured.`);
    return;
  }
  print(`| lens | the part of it that ${tool} has, one thread | seconds |`);
  print("|---|---|---|");
  const times = JSON.parse(await readFile(result, "utf8")) as readonly (readonly [string, string, number])[];
  for (const [lens, part, seconds] of times) print(`| ${lens} | ${part} | ${seconds.toFixed(2)} |`);
  print("");
}

/** All samples of a set in one batch. */
function allOf(set: SampleSet) {
  return set.batches({ batchSize: set.count });
}
