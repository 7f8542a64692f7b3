import { unknownNameError } from "@ganlens/core";
import type { Command } from "commander";
import type { CliIo } from "../cli-io.ts";
import { shownLine } from "../reporters/shown-text.ts";
import type { CliCommand } from "./cli-command.ts";

/** Sets one thing up, telling what it does; the text is what stands at the end. */
type SetUp = (io: CliIo) => Promise<string>;

/** What can be set up, by name. */
const targets: Readonly<Record<string, SetUp>> = {
  "tfjs-node": async ({ stderr, signal }) => {
    const { setupTfjsNode } = await import("@ganlens/backend/node");
    let summary = "";
    for await (const event of setupTfjsNode({ signal })) {
      if (event.type === "step-start") stderr.write(`${shownLine(`${event.step}: ${event.detail}`)}\n`);
      if (event.type === "setup-end") summary = `${event.summary}, in ${event.folder}`;
    }
    return summary;
  },
};

/** `ganlens setup` */
export const setupCommand: CliCommand = {
  name: "setup",
  summary: "Sets up what ganlens can use but does not need: tfjs-node, a native backend.",
  examples: ["setup tfjs-node"],
  define(command: Command, io: CliIo): void {
    command
      .argument("<what>", "tfjs-node: needs pip, npm and g++, and some 900 MB in the cache folder")
      .action((what: string) => setUp(what, io));
  },
};

async function setUp(what: string, io: CliIo): Promise<void> {
  const target = Object.hasOwn(targets, what) ? targets[what] : undefined;
  if (target === undefined) {
    throw unknownNameError({ what: "thing to set up", name: what, known: Object.keys(targets) });
  }
  io.stdout.write(`${shownLine(await target(io))}\n`);
}
