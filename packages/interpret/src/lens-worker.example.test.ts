import { expect, it } from "vitest";

it("serves nowhere but in a worker; there, lens-workers.example.test.ts asks it", async () => {
  await expect(import("./lens-worker.example.ts")).rejects.toThrow("Expected to run inside a worker");
});
