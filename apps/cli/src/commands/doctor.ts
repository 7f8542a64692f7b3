import { BackendUnavailableError } from "@ganlens/core";
import type { Command } from "commander";
import colors from "picocolors";
import { wrap } from "../answers/wrap.ts";
import { type CliIo, widthOf } from "../cli-io.ts";
import type { Finding } from "../doctor/finding.ts";
import { shownJson, shownLine, shownText } from "../reporters/shown-text.ts";
import type { CliCommand } from "./cli-command.ts";

/** `ganlens doctor` */
export const doctorCommand: CliCommand = {
  name: "doctor",
  summary: "Looks whether ganlens can work here, and says what to do where it cannot.",
  examples: ["doctor", "doctor --json", "doctor --deep"],
  define(command: Command, io: CliIo): void {
    command
      .option("--json", "print JSON, with the whole inspection of tfjs")
      .option("--deep", "check every backend that works here, and all cases, and show each: minutes")
      .action((options: DoctorOptions) => doctor(options, io));
  },
};

interface DoctorOptions {
  readonly json?: boolean;
  readonly deep?: boolean;
}

async function doctor({ json = false, deep = false }: DoctorOptions, io: CliIo): Promise<void> {
  const { inspectBackend, inspectionText } = await import("@ganlens/backend");
  const { backendFindings, problemFindings } = await import("../doctor/check-backends.ts");
  const { checks } = await import("../doctor/registry.ts");
  const tell = (text: string) => io.stderr.write(`${shownLine(text)}\n`);
  if (!json && !deep && io.stderr.isTTY === true) tell("Looking at what works here, some seconds ...");
  const findings: Finding[] = [];
  for (const check of checks) findings.push(...(await check(io)));
  const inspection = await inspectBackend({ deep, ...(deep && !json ? { onProgress: tell } : {}) });
  findings.push(...backendFindings(inspection), ...problemFindings(inspection));
  const broken = findings.filter(({ state }) => state === "broken");
  const names = [...new Set(broken.map(({ subject }) => subject))].join(", ");
  if (json) {
    io.stdout.write(`${shownJson({ ok: broken.length === 0, findings, inspection }, 2)}\n`);
  } else {
    const { name, device } = inspection.chosen;
    const notes = findings.filter(({ state }) => state === "note").length;
    const verdict =
      broken.length > 0
        ? `ganlens cannot work here: ${names}.`
        : `ganlens can work here, on ${name} (${device}).${notes === 0 ? "" : ` ${notes} ${notes === 1 ? "note says" : "notes say"} what could be better.`}`;
    const lines = [
      ...wrap(verdict, { width: widthOf(io.stdout) }).map(shownLine),
      "",
      ...order
        .flatMap((state) => findings.filter((each) => each.state === state))
        .flatMap((each) => findingLines(each, io)),
      "",
    ];
    io.stdout.write(`${lines.join("\n")}\n`);
    if (deep) io.stdout.write(shownText(inspectionText(inspection)));
    else
      io.stdout.write(
        `Every operation and the speed of training: ${io.program} doctor --deep, in some minutes.\n`,
      );
  }
  if (broken.length === 0) return;
  throw new BackendUnavailableError({
    message: `ganlens cannot work here: ${names}.`,
    hint: broken.map(({ advice }) => advice).join(" "),
  });
}

/** What must be mended stands first. */
const order = ["broken", "note", "good"] as const;

function findingLines({ subject, state, found, advice }: Finding, { stdout, env }: CliIo): readonly string[] {
  const { green, yellow, red } = colors.createColors(stdout.isTTY === true && !env.NO_COLOR);
  const mark = { good: green("ok    "), note: yellow("note  "), broken: red("BROKEN") }[state];
  const width = Math.max(20, widthOf(stdout) - 8);
  const [first = "", ...more] = wrap(`${subject}: ${found}`, { width }).map(shownLine);
  const todo = advice === undefined ? [] : wrap(advice, { width, indent: "  " }).map(shownLine);
  return [`${mark}  ${first}`, ...[...more, ...todo].map((line) => `        ${line}`)];
}
