import type { CliIo } from "../cli-io.ts";
import type { CliEvent } from "./cli-event.ts";
import type { Reporter } from "./reporter.ts";
import { resultLines } from "./result-lines.ts";
import { shownLine } from "./shown-text.ts";

/** Notes alone, on stderr, where stdout is one JSON document: what a command opens is told in any case. */
export class NotesReporter implements Reporter {
  readonly #stderr: CliIo["stderr"];

  constructor({ stderr }: Pick<CliIo, "stderr">) {
    this.#stderr = stderr;
  }

  report(event: CliEvent): void {
    if (event.type !== "note") return;
    for (const line of resultLines(event)) this.#stderr.write(`${shownLine(line)}\n`);
  }

  close(): void {}
}
