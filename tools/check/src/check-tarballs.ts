import { packPackages } from "./pack-packages.ts";
import { runCommand } from "./run-command.ts";
import { oneResult, type StepContext, type StepResult } from "./step.ts";

/** Packs every published package and runs one command on each tarball; holds when all of them exit with 0. */
export async function checkTarballs(
  context: StepContext,
  commandFor: (tarball: string) => readonly [string, ...string[]],
): Promise<StepResult> {
  const failures: string[] = [];
  for (const { name, tarball, output: packing } of await packPackages(context)) {
    if (tarball === null) {
      failures.push(`${name}: not packed\n${packing}`);
      continue;
    }
    const { exitCode, output } = await runCommand(commandFor(tarball), { directory: context.root });
    if (exitCode !== 0) failures.push(`${name}\n${output}`);
  }
  return oneResult({ holds: failures.length === 0, output: failures.join("\n") });
}
