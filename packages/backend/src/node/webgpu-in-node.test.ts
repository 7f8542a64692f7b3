import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { checkOperations } from "../checks/check-operations.ts";
import { installGradients } from "../gradients/install-gradients.ts";
import { installKernels } from "../kernels/install-kernels.ts";
import { openBackend } from "../open-backend.ts";

const opened = await openBackend({ require: "webgpu" }).catch(() => null);

describe.skipIf(opened === null)(
  "every operation on webgpu in Node (needs the npm package webgpu and a Vulkan driver)",
  () => {
    it("is right to second order with our kernels and gradients", { timeout: 120_000 }, async () => {
      installGradients(tf);
      installKernels(tf);
      const rows = await checkOperations({ tf, quick: true });
      expect(tf.getBackend()).toBe("webgpu");
      expect(rows.length).toBeGreaterThan(300);
      expect(rows.filter(({ status }) => status !== "right")).toEqual([]);
    });

    it("is not taken unasked where the only adapter computes in software", async () => {
      const software = opened?.device.includes("(software)") === true;
      const { name, tried } = await openBackend({ prefer: "webgl" });
      if (!software) return;
      expect(name).not.toBe("webgpu");
      const entry = tried.find((backend) => backend.name === "webgpu");
      // Where tfjs-node works, webgpu is not reached.
      if (name !== "node") expect(entry?.problem).toMatch(/computes in software, slower than wasm/);
    });
  },
);
