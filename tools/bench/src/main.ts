import { formatTimings } from "./format-timings.ts";
import { benchmarks } from "./registry.ts";

const [name, ...options] = process.argv.slice(2);
const benchmark = benchmarks.find((candidate) => candidate.name === name);

if (benchmark === undefined) {
  const list = benchmarks.map(({ name, question }) => `  ${name.padEnd(12)} ${question}`).join("\n");
  const text = `Benchmarks, run with \`pnpm bench NAME\`:\n${list}\n`;
  if (name === undefined) process.stdout.write(text);
  else {
    process.stderr.write(`No benchmark "${name}". ${text}`);
    process.exitCode = 2;
  }
} else {
  process.stdout.write(`${benchmark.name}: ${benchmark.question}\n`);
  if ("report" in benchmark) {
    await benchmark.report(options, (line) => process.stdout.write(`${line}\n`));
  } else {
    process.stdout.write(`${formatTimings(await benchmark.run(), { item: benchmark.item })}\n`);
  }
}
