import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import type { BackendName } from "../choose/backend-name.ts";
import { installGradients } from "../gradients/install-gradients.ts";
import { installKernels } from "../kernels/install-kernels.ts";
import { openBackend } from "../open-backend.ts";
import { checkOperations } from "./check-operations.ts";
import { type BackendChecks, operationsTable } from "./operations-table.ts";
import type { CheckPage } from "./testdata/check-page.ts";
import { describeFailures } from "./testdata/describe-failures.ts";
import { openCheckPage } from "./testdata/open-check-page.ts";

/** Left in the page by its script. */
declare const checkPage: CheckPage;

const executablePath = process.env.GANLENS_CHROMIUM || "/usr/bin/chromium";
const readme = fileURLToPath(new URL("../../README.md", import.meta.url));

async function inNode(backend: BackendName): Promise<BackendChecks> {
  await openBackend({ require: backend });
  const stock = await checkOperations({ tf });
  const undo = [installKernels(tf), installGradients(tf)];
  const ours = await checkOperations({ tf });
  for (const step of undo) step();
  return { backend: backend === "node" ? "tfjs-node" : backend, stock, ours };
}

async function inChromium(backends: readonly ("webgl" | "webgpu")[]): Promise<BackendChecks[]> {
  const { browser, page } = await openCheckPage(executablePath);
  const results: BackendChecks[] = [];
  const check = async (backend: "webgl" | "webgpu", installed: boolean) => {
    const { rows } = await page.evaluate(([name, options]) => checkPage.check(name, options), [
      backend,
      { quick: false, installed },
    ] as const);
    return rows;
  };
  for (const backend of backends) {
    results.push({ backend, stock: await check(backend, false), ours: await check(backend, true) });
  }
  await browser.close();
  return results;
}

// `-u` writes the table of this machine's run into the README.
it("every operation on every backend gives the table of the README", async () => {
  const backends = [
    await inNode("cpu"),
    await inNode("wasm"),
    await inNode("node"),
    ...(await inChromium(["webgl", "webgpu"])),
  ];
  for (const { backend, ours } of backends) {
    expect(describeFailures(ours), backend).toEqual([]);
  }
  const text = await readFile(readme, "utf8");
  const section = /(<!-- operations -->)[\s\S]*(<!-- end of operations -->)/;
  expect(text).toMatch(section);
  const table = operationsTable(backends);
  const updated = text.replace(section, (_, start, end) => `${start}\n\n${table}\n\n${end}`);
  await expect(updated).toMatchFileSnapshot(readme);
});
