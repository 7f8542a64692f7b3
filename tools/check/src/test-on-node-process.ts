import { fileURLToPath } from "node:url";
import { formatCounts } from "./counts.ts";
import { type NodeRun, testOnNode } from "./test-on-node.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const majors = process.argv.length > 2 ? process.argv.slice(2) : ["20", "22", "24"];

const runs: NodeRun[] = [];
for (const major of majors) {
  process.stdout.write(`\n== Node ${major}\n`);
  runs.push(await testOnNode(root, major));
}
process.stdout.write("\n== summary\n");
for (const { version, counts, seconds } of runs) {
  process.stdout.write(
    `${version.padEnd(10)} ${`${seconds.toFixed(0)} s`.padStart(6)}  ${formatCounts(counts)}\n`,
  );
}
process.exitCode = runs.some(({ counts }) => counts.failed > 0) ? 1 : 0;
