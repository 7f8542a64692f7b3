import { configDefaults, defineConfig } from "vitest/config";
import { findChromium } from "./tools/check/src/find-chromium.ts";
import { SkippedReporter } from "./tools/check/src/skipped-reporter.ts";

const conditions = ["@ganlens/source", "module", "import", "default"];
const chromium = findChromium(process.env);
const report = process.env.GANLENS_TEST_REPORT;

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "apps/*/src/**/*.test.ts", "tools/*/src/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "**/*.long.test.ts"],
    // Browser tests read this path and skip, under a name that says "(needs Chromium)", where it is empty.
    env: { GANLENS_CHROMIUM: chromium ?? "" },
    reporters: [
      "default",
      new SkippedReporter(),
      ...(report === undefined ? [] : [["json", { outputFile: report }] as ["json", { outputFile: string }]]),
    ],
    // Trainings of a few seconds take a minute where other work has the cores.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
