import * as tf from "@tensorflow/tfjs";
import { installKernels } from "../../kernels/install-kernels.ts";
import { openBackend } from "../../open-backend.ts";
import type { PartialGradients } from "../combine-gradients.ts";
import { moved, serveTasks } from "../serve-tasks.ts";
import { type LinearTask, linearGradients } from "./linear-gradients.ts";

serveTasks(
  {
    async gradients(task: LinearTask): Promise<PartialGradients> {
      const result = await linearGradients(task);
      return moved(result, Object.values(result.gradients) as Float32Array<ArrayBuffer>[]);
    },
    fail() {
      throw new RangeError("as asked");
    },
    leave() {
      setTimeout(() => {
        throw new RangeError("left");
      });
      return new Promise(() => {});
    },
  },
  async () => {
    await openBackend({ require: "wasm" });
    installKernels(tf);
  },
);
