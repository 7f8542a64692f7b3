import { defineConfig } from "tsup";

export default defineConfig({
  // A file for each module: `sideEffects: false` is said of files, so a bundler can leave out those that are not used.
  entry: ["src/**/*.ts", "!src/**/*.test.ts", "!src/**/*.example.ts", "!src/**/testdata/**"],
  format: "esm",
  dts: {
    entry: ["src/index.ts", "src/node/index.ts", "src/node/shard-worker.ts", "src/fixtures/index.ts"],
  },
  clean: true,
  sourcemap: true,
  target: "es2022",
});
