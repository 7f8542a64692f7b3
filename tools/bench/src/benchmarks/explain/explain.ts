import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { ReportBenchmark } from "../../benchmark.ts";
import { describeMachine } from "../backend/describe-machine.ts";
import { demoSteps, trainDemo } from "../interpret/train-demo.ts";
import { type ExplainTime, type ExplainWay, timeExplain } from "./time-explain.ts";

const here = fileURLToPath(new URL("../../../../../", import.meta.url));

/** The ways of explaining that take turns: `pnpm bench explain [ROUNDS] [CLONE] [pinned]`. */
export const explainBenchmark: ReportBenchmark = {
  name: "explain",
  question:
    "How much faster are two threads than one when all lenses are asked? (options: rounds, another clone to compare with, pinned: on one core)",
  async report(options, print) {
    const pinned = options.includes("pinned");
    const rounds = Number(options.find((option) => /^\d+$/.test(option)) ?? 3);
    const clone = options.find((option) => option !== "pinned" && !/^\d+$/.test(option));
    const way = (name: string, more: Partial<ExplainWay>): ExplainWay => ({
      name,
      clone: here,
      options: [],
      pinned,
      ...more,
    });
    const other = clone === undefined ? [] : [way("the other clone", { clone: resolve(clone) })];
    const ways = pinned
      ? [...other, way("one core: as it is by itself", {})]
      : [
          ...other,
          way("one thread", { options: ["--threads", "1"] }),
          way("two threads", { options: ["--threads", "2"] }),
        ];
    print(describeMachine());
    const folder = await mkdtemp(join(tmpdir(), "ganlens-bench-"));
    try {
      const run = join(folder, "run");
      // An older clone reads no runs of a newer one; the other way round all is read.
      await trainDemo(run, ...other.map(({ clone }) => clone));
      print(
        `All lenses at effort quick, of the demo's generator after ${demoSteps} steps, by the command line; wasm, nothing trained or drawn before. Ways take turns in ${rounds} rounds.`,
      );
      const times: ExplainTime[][] = ways.map(() => []);
      for (let round = 0; round < rounds; round++) {
        for (const [i, each] of ways.entries()) times[i]?.push(await timeExplain(each, { run, folder }));
      }
      print("");
      for (const line of tableOf(ways, times)) print(line);
      print("");
      const own = times.filter((_, i) => ways[i]?.clone === here).flat();
      const answers = new Set(own.map((time) => time.answers));
      print(`Answers of this checkout: ${answers.size === 1 ? "all have the same bytes" : "they DIFFER"}.`);
      print(`Load ${loadavg()[0]?.toFixed(1)} at the end.`);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** The median of each way, and the median over rounds of how much faster it was than the first way in the same round. */
function tableOf(ways: readonly ExplainWay[], times: readonly (readonly ExplainTime[])[]): readonly string[] {
  const first = times[0] as readonly ExplainTime[];
  const rows = ways.map(({ name }, i) => {
    const own = times[i] as readonly ExplainTime[];
    const of = (key: "seconds" | "processorSeconds" | "peakMegabytes") =>
      median(own.map((time) => time[key]));
    const faster = own.map(({ seconds }, round) => (first[round] as ExplainTime).seconds / seconds);
    const spread = `${Math.min(...faster).toFixed(2)} to ${Math.max(...faster).toFixed(2)}`;
    const cells = [
      name,
      `${of("seconds").toFixed(1)} s`,
      i === 0 ? "" : `${median(faster).toFixed(2)} × (${spread})`,
      `${of("processorSeconds").toFixed(1)} s`,
      `${of("peakMegabytes").toFixed(0)} MB`,
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    "| all lenses | wall time | faster than the first by | processor time | memory at its most |",
    "|---|---|---|---|---|",
    ...rows,
  ];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] as number) + (sorted[Math.floor(middle)] as number)) / 2;
}
