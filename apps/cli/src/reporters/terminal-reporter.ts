import { createLogUpdate } from "log-update";
import colors from "picocolors";
import { answerLines } from "../answers/answer-lines.ts";
import { verdictLines } from "../answers/verdict-lines.ts";
import { hanging } from "../answers/wrap.ts";
import { type CliIo, widthOf } from "../cli-io.ts";
import type { CliEvent } from "./cli-event.ts";
import { Progress, type ProgressState } from "./progress.ts";
import type { Reporter } from "./reporter.ts";
import { resultLines } from "./result-lines.ts";
import { shownLine } from "./shown-text.ts";

/** Milliseconds between two drawings: quick enough to look alive, slow enough to cost nothing. */
const pause = 100;
const widestBar = 40;

/** A progress bar that is drawn again in place, above it what stays. */
export class TerminalReporter implements Reporter {
  readonly #io: Pick<CliIo, "stdout" | "clock" | "env">;
  readonly #progress: Progress;
  readonly #colors: ReturnType<typeof colors.createColors>;
  readonly #draw: ReturnType<typeof createLogUpdate>;
  #lastDrawing = Number.NEGATIVE_INFINITY;

  constructor(io: Pick<CliIo, "stdout" | "clock" | "env">) {
    this.#io = io;
    this.#progress = new Progress(io.clock);
    this.#colors = colors.createColors(!io.env.NO_COLOR);
    // Hiding the cursor would write to the process's own stderr.
    this.#draw = createLogUpdate(io.stdout as NodeJS.WriteStream, { showCursor: true });
  }

  report(event: CliEvent): void {
    const state = this.#progress.follow(event);
    if (state !== undefined) {
      if (this.#io.clock() - this.#lastDrawing < pause && state.done < 1) return;
      this.#lastDrawing = this.#io.clock();
      this.#draw(this.#drawing(state));
    } else if (event.type === "stage-start") {
      this.#draw(this.#colors.bold(this.#progress.stage));
    } else if (event.type === "answers") {
      const { bold, dim, red, yellow, cyan, green } = this.#colors;
      const colours = { problem: red, "cannot tell": yellow, note: cyan, good: green };
      const width = this.#width;
      this.#keep(verdictLines(event.results, { width, level: (level, text) => colours[level](text) }));
      for (const result of event.results) {
        this.#keep(answerLines(result, { width, strong: bold, quiet: dim }));
      }
    } else {
      const lines = resultLines(event, this.#progress.firstStep)
        .flatMap((line) => (isProse(event) ? hanging(line, this.#width) : [line]))
        .map(shownLine);
      this.#keep(
        event.type === "note" || event.type === "health-alarm" ? lines.map(this.#colors.yellow) : lines,
      );
    }
  }

  close(): void {
    this.#draw.clear();
    this.#draw.done();
  }

  get #width(): number {
    return widthOf(this.#io.stdout);
  }

  /** Writes lines that are not drawn over. */
  #keep(lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.#draw.clear();
    for (const line of lines) this.#io.stdout.write(`${line}\n`);
    this.#lastDrawing = Number.NEGATIVE_INFINITY;
  }

  /** Two lines that never break: what a terminal wraps cannot be drawn over cleanly when its size changes. */
  #drawing({ stage, done, now, facts, drawnFacts, left }: ProgressState): string {
    const { bold, cyan, dim } = this.#colors;
    const share = `${Math.floor(100 * done)} %`.padStart(5);
    const taken = stage.length + share.length + left.length + 6;
    const length = Math.max(0, Math.min(widestBar, this.#width - 1 - taken));
    const filled = Math.round(Math.min(1, done) * length);
    const bar = `${cyan("━".repeat(filled))}${dim("─".repeat(length - filled))}`;
    const drawn = drawnFacts === undefined ? undefined : shownLine([now, ...drawnFacts].join("   "));
    const roomy = drawn !== undefined && drawn.length < this.#width;
    const second = roomy ? drawn : fitting(shownLine([now, ...facts].join("   ")), this.#width - 1);
    return `${bold(stage)}  ${bar} ${share}  ${left}\n${dim(second)}`;
  }
}

const prose: readonly CliEvent["type"][] = [
  "note",
  "health-alarm",
  "evaluation-ready",
  "run-opened",
  "run-end",
  "subject-read",
];

/** Sentences may be broken into lines; commands, paths and tables are left as they are, to be copied. */
function isProse({ type }: CliEvent): boolean {
  return prose.includes(type);
}

/** As many whole words as fit. */
function fitting(text: string, width: number): string {
  if (text.length <= width) return text;
  const cut = text.slice(0, width - 1);
  // Where the width ends between two words nothing is cut.
  const end = text[width - 1] === " " ? cut.length : cut.lastIndexOf(" ");
  return `${cut.slice(0, Math.max(end, 0)).trimEnd()} …`.trimStart().slice(0, width);
}
