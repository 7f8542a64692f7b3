import { apiReports } from "./api-reports.ts";
import { checkTarballs } from "./check-tarballs.ts";
import { entrySizes } from "./entry-sizes.ts";
import { usePackages } from "./installed/use-packages.ts";
import { releasePlan } from "./release-plan.ts";
import { runCommand } from "./run-command.ts";
import { runTests } from "./run-tests.ts";
import { oneResult, type Step } from "./step.ts";

function command(name: string, about: string, line: string): Step {
  return {
    name,
    about,
    run: async ({ root }) => {
      const { exitCode, output } = await runCommand(line.split(" ") as [string, ...string[]], {
        directory: root,
      });
      return oneResult({ holds: exitCode === 0, output });
    },
  };
}

/** All steps, in the order in which they run; each one runs whatever became of those before it. */
export const steps: readonly Step[] = [
  command("lint", "format and lint (biome)", "biome ci --colors=off ."),
  command("types", "types of the whole workspace (tsc)", "tsc --noEmit -p tsconfig.json"),
  command("boundaries", "declared dependencies and tags (turbo boundaries)", "turbo boundaries"),
  command(
    "imports",
    "arrows, cycles, node: imports, deep imports (dependency-cruiser)",
    "depcruise packages apps tools --config .dependency-cruiser.mjs",
  ),
  { name: "tests", about: "all tests (vitest)", run: runTests },
  command(
    "build",
    "bundles and declarations (tsup under turbo)",
    "turbo run build --continue=always --output-logs=errors-only",
  ),
  { name: "api", about: "public interfaces against api/*.api.md (api-extractor)", run: apiReports },
  { name: "sizes", about: "weight of each entry under its ceiling (size-limit)", run: entrySizes },
  {
    name: "publint",
    about: "published files and entries (publint)",
    run: (context) => checkTarballs(context, (tarball) => ["publint", "run", tarball, "--strict"]),
  },
  {
    name: "attw",
    about: "declarations as users resolve them (attw)",
    run: (context) =>
      checkTarballs(context, (tarball) => ["attw", tarball, "--profile", "esm-only", "--no-emoji"]),
  },
  { name: "install", about: "packages used from their tarballs", run: usePackages },
  command("knip", "unused files, exports and dependencies (knip)", "knip --no-progress"),
  {
    name: "changesets",
    about: "changesets name published packages, versions move together",
    run: async ({ root }) => {
      const { problem, summary } = await releasePlan(root);
      return oneResult({ holds: problem === null, output: problem ?? summary });
    },
  },
];
