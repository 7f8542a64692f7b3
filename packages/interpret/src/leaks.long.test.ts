import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import * as tf from "@tensorflow/tfjs";
import { beforeAll } from "vitest";
import { describeLeaks } from "./testdata/describe-leaks.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

describeLeaks((count) => Array.from({ length: count }, (_, i) => i + 1));
