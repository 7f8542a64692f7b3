import { answerLines } from "../answers/answer-lines.ts";
import { verdictLines } from "../answers/verdict-lines.ts";
import { type CliIo, widthOf } from "../cli-io.ts";
import type { CliEvent } from "./cli-event.ts";
import { Progress } from "./progress.ts";
import type { Reporter } from "./reporter.ts";
import { resultLines } from "./result-lines.ts";
import { shownLine } from "./shown-text.ts";

/** Milliseconds between two lines of progress. */
const pause = 5000;

/** Lines that stay: for files, pipes and logs. */
export class PlainReporter implements Reporter {
  readonly #io: Pick<CliIo, "stdout" | "clock">;
  readonly #progress: Progress;
  #lastLine = Number.NEGATIVE_INFINITY;
  #lenses = new Set<string>();

  constructor(io: Pick<CliIo, "stdout" | "clock">) {
    this.#io = io;
    this.#progress = new Progress(io.clock);
  }

  report(event: CliEvent): void {
    const state = this.#progress.follow(event);
    if (event.type === "stage-start") {
      this.#write(this.#progress.stage);
      this.#lenses.clear();
    }
    if (event.type === "answers") {
      const width = widthOf(this.#io.stdout);
      this.#write(...verdictLines(event.results, { width }));
      for (const result of event.results) this.#write(...answerLines(result, { width }));
    }
    this.#write(...resultLines(event, this.#progress.firstStep));
    if (state === undefined) return;
    const newLens = event.type === "lens-progress" && !this.#lenses.has(event.lens);
    const last = event.type === "step-end" && event.step === event.totalSteps;
    if (!newLens && !last && this.#io.clock() - this.#lastLine < pause) return;
    if (event.type === "lens-progress") this.#lenses.add(event.lens);
    this.#lastLine = this.#io.clock();
    const words = [`${state.now} (${Math.floor(100 * state.done)} %)`, ...state.facts, state.left];
    this.#write(`  ${words.filter((word) => word !== "").join("  ")}`);
  }

  close(): void {}

  #write(...lines: readonly string[]): void {
    for (const line of lines) this.#io.stdout.write(`${shownLine(line)}\n`);
  }
}
