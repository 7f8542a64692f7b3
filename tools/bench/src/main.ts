import { formatTimings } from "./format-timings.ts";
import { benchmarks } from "./registry.ts";

const names = process.argv.slice(2);
const unknown = names.find((name) => benchmarks.every((benchmark) => benchmark.name !== name));

if (names.length === 0 || unknown !== undefined) {
  const list = benchmarks.map(({ name, question }) => `  ${name.padEnd(12)} ${question}`).join("\n");
  const text = `Benchmarks, run with \`pnpm bench NAME\`:\n${list}\n`;
  if (unknown === undefined) process.stdout.write(text);
  else {
    process.stderr.write(`No benchmark "${unknown}". ${text}`);
    process.exitCode = 2;
  }
} else {
  for (const { name, question, item, run } of benchmarks) {
    if (!names.includes(name)) continue;
    process.stdout.write(`${name}: ${question}\n${formatTimings(await run(), { item })}\n`);
  }
}
