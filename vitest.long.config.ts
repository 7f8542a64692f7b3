import { configDefaults, defineConfig } from "vitest/config";
import quick from "./vitest.config.ts";

export default defineConfig({
  ...quick,
  test: {
    ...quick.test,
    include: [
      "packages/*/src/**/*.long.test.ts",
      "apps/*/src/**/*.long.test.ts",
      "tools/*/src/**/*.long.test.ts",
    ],
    exclude: configDefaults.exclude,
    testTimeout: 60 * 60_000,
  },
});
