import { BackendUnavailableError } from "@ganlens/core";
import type { Command } from "commander";
import colors from "picocolors";
import { wrap } from "../answers/wrap.ts";
import type { CliIo } from "../cli-io.ts";
import type { Finding } from "../doctor/finding.ts";
import type { CliCommand } from "./cli-command.ts";

/** `ganlens doctor` */
export const doctorCommand: CliCommand = {
  name: "doctor",
  summary: "Looks whether ganlens can work here, and says what to do where it cannot.",
  examples: ["doctor", "doctor --json", "doctor --deep"],
  define(command: Command, io: CliIo): void {
    command
      .option("--json", "print JSON, with the whole inspection of tfjs")
      .option("--deep", "check every backend that works here, and all cases: minutes")
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
  const findings: Finding[] = [];
  const add = (found: readonly Finding[]) => {
    findings.push(...found);
    if (json) return;
    for (const line of found.flatMap((each) => findingLines(each, io))) io.stdout.write(`${line}\n`);
  };
  for (const check of checks) add(await check(io));
  const inspection = await inspectBackend({
    deep,
    ...(deep && !json ? { onProgress: (what: string) => io.stderr.write(`${what}\n`) } : {}),
  });
  add(backendFindings(inspection));
  findings.push(...problemFindings(inspection));
  if (!json) io.stdout.write(`\n${inspectionText(inspection)}`);
  const broken = findings.filter(({ state }) => state === "broken");
  if (json)
    io.stdout.write(`${JSON.stringify({ ok: broken.length === 0, findings, inspection }, null, 2)}\n`);
  if (broken.length === 0) return;
  throw new BackendUnavailableError({
    message: `ganlens cannot work here: ${broken.map(({ subject }) => subject).join(", ")}.`,
    hint: broken.map(({ advice }) => advice).join(" "),
  });
}

function findingLines({ subject, state, found, advice }: Finding, { stdout, env }: CliIo): readonly string[] {
  const { green, yellow, red } = colors.createColors(stdout.isTTY === true && !env.NO_COLOR);
  const mark = { good: green("ok    "), note: yellow("note  "), broken: red("BROKEN") }[state];
  const width = Math.max(40, Math.min(stdout.columns ?? 100, 110) - 8);
  const [first = "", ...more] = wrap(`${subject}: ${found}`, { width });
  return [
    `${mark}  ${first}`,
    ...more.map((line) => `        ${line}`),
    ...(advice === undefined ? [] : wrap(advice, { width, indent: "  " }).map((line) => `        ${line}`)),
  ];
}
