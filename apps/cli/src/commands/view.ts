import { once } from "node:events";
import { ConfigInvalidError } from "@ganlens/core";
import type { Command } from "commander";
import type { CliIo } from "../cli-io.ts";
import { wholeNumber } from "../options/whole-number.ts";
import { shownJson, shownLine } from "../reporters/shown-text.ts";
import type { CliCommand } from "./cli-command.ts";

interface ViewOptions {
  readonly port?: number;
  readonly open: boolean;
  readonly json?: true;
}

/** `ganlens view [RUN]` */
export const viewCommand: CliCommand = {
  name: "view",
  summary: "Shows a run in the browser, live while it trains; serves this machine only, until Ctrl-C.",
  examples: ["view", "view runs/demo-20260131-093005", "view --port 8080 --no-open"],
  define(command: Command, io: CliIo): void {
    command
      .argument("[run]", "the run folder; the one in ./runs that was started last, if left out")
      .option("--port <n>", "the port to listen on; a free one, if left out", wholeNumber(0))
      .option("--no-open", "print the address only, and open no browser")
      .option("--json", "print the address as one line of JSON")
      .action((run: string | undefined, options: ViewOptions) => view(run, options, io));
  },
};

async function view(path: string | undefined, options: ViewOptions, io: CliIo): Promise<void> {
  const { port = 0, open, json = false } = options;
  if (port > 65_535) {
    throw new ConfigInvalidError({
      message: `Expected a port from 0 to 65535, received ${port}.`,
      hint: "Leave --port out to take a free one.",
    });
  }
  const { newestRun } = await import("../runs/newest-run.ts");
  const { openRun } = await import("../runs/open-run.ts");
  const { shownPath } = await import("../runs/shown-path.ts");
  const { openPage } = await import("../view/open-page.ts");
  const { pageFolder } = await import("../view/page-folder.ts");
  const { openViewServer } = await import("../view/view-server.ts");
  const { store } = path === undefined ? await newestRun(io) : await openRun(path, io);
  const page = await pageFolder(io);
  const server = await openViewServer({
    run: store.location,
    page,
    port,
    onError: (error) => {
      const message = error instanceof Error ? error.message : String(error);
      io.stderr.write(`Something unexpected went wrong while serving: ${shownJson(message)}\n`);
    },
  });
  try {
    const run = shownPath(store.location, io);
    if (json) {
      io.stdout.write(`${shownJson({ type: "view-ready", run, url: server.url, port: server.port })}\n`);
    } else {
      io.stdout.write(`Run      ${shownLine(run)}\nPage     ${server.url}\n`);
      io.stdout.write("         It opens once, in one browser on this machine. Ctrl-C ends it.\n");
    }
    if (open) openPage(server.url, io);
    if (!io.signal.aborted) await once(io.signal, "abort");
  } finally {
    await server.close();
  }
}
