import { cp } from "node:fs/promises";
import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    main: "src/main.ts",
    // Started from the bundle, beside which it lies.
    "explain-worker": "src/runs/explain-worker.ts",
  },
  format: "esm",
  dts: true,
  clean: true,
  sourcemap: true,
  target: "es2022",
  // The page that `ganlens view` serves is a part of the package.
  onSuccess: () => cp("../viewer/dist", "dist/viewer", { recursive: true }),
});
