import type { CliIo } from "../cli-io.ts";
import type { CliEvent } from "./cli-event.ts";
import type { Reporter } from "./reporter.ts";
import { shownJson } from "./shown-text.ts";

/** One event a line as JSON, each with its `type`; arrays stay in the run folder. */
export class JsonReporter implements Reporter {
  readonly #stdout: CliIo["stdout"];

  constructor({ stdout }: Pick<CliIo, "stdout">) {
    this.#stdout = stdout;
  }

  report(event: CliEvent): void {
    for (const line of linesOf(event)) this.#stdout.write(`${shownJson(line)}\n`);
  }

  close(): void {}
}

/** The event without arrays of pixels and figures; answers become one line each. */
function linesOf(event: CliEvent): readonly Readonly<Record<string, unknown>>[] {
  if (event.type === "sample-ready") {
    return [{ type: event.type, step: event.step, shape: event.samples.shape }];
  }
  if (event.type === "answers") {
    return event.results.map(
      ({ figures: _figures, evidence: _evidence, schemaVersion: _version, ...result }) => ({
        type: "answer",
        ...result,
      }),
    );
  }
  return [{ ...event }];
}
