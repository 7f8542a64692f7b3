import { writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";

/**
 * What a process does that generates batches when it is told to: it writes the images of the first one, [n, height, width,
 * channels] in [0, 1], into a file; each line on its input is a number of batches, answered by a line of JSON.
 */
export async function serveBatches(
  generate: () => Promise<Float32Array>,
  {
    batch,
    output,
    asImages = identity,
  }: { readonly batch: number; readonly output: string; readonly asImages?: typeof identity },
): Promise<void> {
  const run = async (count: number) => {
    const milliseconds: number[] = [];
    const before = process.cpuUsage();
    let last = new Float32Array();
    for (let i = 0; i < count; i++) {
      const start = performance.now();
      last = (await generate()) as Float32Array<ArrayBuffer>;
      milliseconds.push(performance.now() - start);
    }
    const { user, system } = process.cpuUsage(before);
    const answer = { milliseconds, cpu: (user + system) / 1000 / count, losses: [], batch };
    return { last, answer: { ...answer, memory: process.resourceUsage().maxRSS / 1024 } };
  };
  const { last, answer } = await run(1);
  await writeFile(output, new Uint8Array(asImages(last).slice().buffer));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify((await run(Number(line))).answer)}\n`);
  }
}

function identity(values: Float32Array): Float32Array {
  return values;
}
