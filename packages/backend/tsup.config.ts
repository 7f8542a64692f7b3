import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts", "src/node/index.ts", "src/fixtures/index.ts", "src/networks/index.ts"],
  format: "esm",
  dts: true,
  clean: true,
  sourcemap: true,
  target: "es2022",
});
