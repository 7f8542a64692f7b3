import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { testOnNode } from "./test-on-node.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

it.each(["20", "22", "24"])("all tests pass on Node %s", async (major) => {
  const { version, counts } = await testOnNode(root, major);
  expect(version).toMatch(new RegExp(`^v${major}\\.`));
  expect(counts.failed).toBe(0);
  expect(counts.passed).toBeGreaterThan(1000);
});
