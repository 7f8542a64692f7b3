import { runCommand } from "./run-command.ts";
import { oneResult, type StepContext, type StepResult } from "./step.ts";

interface EntrySize {
  readonly name: string;
  readonly size: number;
  readonly sizeLimit: number;
  readonly passed: boolean;
}

/** Weighs what each entry adds to a program against the ceilings in `.size-limit.js`. Needs a build. */
export async function entrySizes({ root }: StepContext): Promise<StepResult> {
  const { exitCode, output } = await runCommand(["size-limit", "--json"], { directory: root });
  const sizes = readSizes(output);
  if (sizes === null) return oneResult({ holds: false, output });
  const over = sizes.filter(({ passed }) => !passed);
  const hint = "Mend what made it heavier, or raise the ceiling in .size-limit.js and say why in the commit.";
  return {
    ...oneResult({ holds: exitCode === 0, output: `${over.map(line).join("\n")}\n${hint}` }),
    report: [`${"entry".padEnd(36)}  kB gzip  ceiling`, ...sizes.map(line)].join("\n"),
  };
}

function line({ name, size, sizeLimit }: EntrySize): string {
  const kilobytes = (size / 1000).toFixed(1).padStart(7);
  return `${name.padEnd(36)}  ${kilobytes}  ${String(sizeLimit / 1000).padStart(7)}`;
}

function readSizes(output: string): readonly EntrySize[] | null {
  try {
    const sizes: unknown = JSON.parse(output);
    return Array.isArray(sizes) ? (sizes as EntrySize[]) : null;
  } catch {
    return null;
  }
}
