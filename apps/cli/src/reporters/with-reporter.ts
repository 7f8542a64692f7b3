import { GanlensError } from "@ganlens/core";
import type { CliIo } from "../cli-io.ts";
import { isPipeClosed } from "../closed-pipe.ts";
import type { LogForm } from "../options/log-option.ts";
import { JsonReporter } from "./json-reporter.ts";
import { PlainReporter } from "./plain-reporter.ts";
import type { Reporter } from "./reporter.ts";
import { TerminalReporter } from "./terminal-reporter.ts";

const reporters: Readonly<Record<"terminal" | "plain" | "json", (io: CliIo) => Reporter>> = {
  terminal: (io) => new TerminalReporter(io),
  plain: (io) => new PlainReporter(io),
  json: (io) => new JsonReporter(io),
};

/** Does some work with a reporter of the asked form, tells it of an error, and closes it. */
export async function withReporter(
  log: LogForm,
  io: CliIo,
  work: (reporter: Reporter) => Promise<void>,
): Promise<void> {
  const reporter = reporters[log === "auto" ? (isTerminal(io) ? "terminal" : "plain") : log](io);
  const tell = () => {
    if (isPipeClosed(io.signal)) return;
    reporter.report({
      type: "note",
      text: "stopping after what is in progress; Ctrl-C again leaves at once.",
    });
  };
  io.signal.addEventListener("abort", tell, { once: true });
  try {
    await work(reporter);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const { code, hint } = GanlensError.isInstance(error) ? error : { code: "unexpected", hint: undefined };
    reporter.report({ type: "error", code, message, ...(hint === undefined ? {} : { hint }) });
    throw error;
  } finally {
    io.signal.removeEventListener("abort", tell);
    reporter.close();
  }
}

/** True when lines can be drawn again in place. */
function isTerminal({ stdout, env }: CliIo): boolean {
  return stdout.isTTY === true && env.TERM !== "dumb" && !env.CI;
}
