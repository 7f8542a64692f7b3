import { fileURLToPath } from "node:url";
import type { Benchmark } from "../benchmark.ts";
import { runCommand } from "../run-command.ts";

const measure = fileURLToPath(
  new URL("../../../../apps/viewer/src/testdata/measure-viewer.ts", import.meta.url),
);

/** The page that shows a run, in Chromium with graphics computed in software. */
export const viewerBenchmark: Benchmark = {
  name: "viewer",
  question: "How soon does the viewer show a run, and how fast do its sliders answer? (option: a run folder)",
  report: async (options, print) => {
    const loader = ["--conditions=@ganlens/source", "--import", "tsx"];
    const exitCode = await runCommand(process.execPath, [...loader, measure, ...options]);
    if (exitCode !== 0) print("It could not be measured: is there a Chromium, and a run (pnpm demo)?");
  },
};
