import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { ReportBenchmark } from "../../benchmark.ts";
import { describeMachine } from "../backend/describe-machine.ts";
import type { SetAnswer } from "./measure-set.ts";

interface Answer extends SetAnswer {
  readonly start: number;
  readonly peak: number;
}

/** Memory that a large set may take over the start of the process, in MB. */
const goal = 400;

/** A large set in bounded memory, in a process of its own: `pnpm bench sets [COUNT…]`, 50,000 unless told. */
export const setsBenchmark: ReportBenchmark = {
  name: "sets",
  question: "How long do 50,000 images of 64 × 64 × 3 take to draw, encode and measure, and how much memory?",
  async report(options, print) {
    print(describeMachine());
    print("");
    print(
      "| images | as one array | drawn | encoded | measured | together | memory: start | loaded | peak | peak − start | goal |",
    );
    print("|---|---|---|---|---|---|---|---|---|---|---|");
    for (const count of options.length > 0 ? options.map(Number) : [50_000]) {
      const { stdout } = await promisify(execFile)(process.execPath, [
        "--conditions=@ganlens/source",
        "--import",
        "tsx",
        fileURLToPath(new URL("./sets-process.ts", import.meta.url)),
        `${count}`,
      ]);
      const answer = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Answer;
      const { drawing, encoding, measuring, start, loaded, peak } = answer;
      const cells = [
        count.toLocaleString("en"),
        `${(answer.bytes / 2 ** 20).toFixed(0)} MB`,
        ...[drawing, encoding, measuring, drawing + encoding + measuring].map(
          (time) => `${time.toFixed(1)} s`,
        ),
        ...[start, loaded, peak, peak - start].map((memory) => `${memory.toFixed(0)} MB`),
        `< ${goal} MB: ${peak - start < goal ? "met" : "missed"}`,
      ];
      print(`| ${cells.join(" | ")} |`);
      print(
        `The codes of the two halves: Fréchet distance ${(100 * answer.difference).toPrecision(2)} % of their variance, near 0 as it must be.`,
      );
    }
    print(
      "One thread on wasm. Memory is what is resident; the start is the bare process, before tfjs and ganlens are loaded.",
    );
  },
};
