import { listCheckpoints, MemoryRunStore, writeCheckpoint } from "@ganlens/core";
import { expect, it } from "vitest";
import { BestSteps } from "./best-steps.ts";

it("keeps what was best until a newer checkpoint says what is, and what stays for another reason", async () => {
  const store = new MemoryRunStore();
  const best = new BestSteps(store, { isKept: (step) => step === 20 });
  for (const step of [10, 20, 30, 40]) {
    await writeCheckpoint(store, step, { files: new Map([["a", new Uint8Array(1)]]), resumable: false });
    best.add(step);
  }
  expect(await listCheckpoints(store)).toEqual([10, 20, 30, 40]);
  await best.settle(40);
  expect(await listCheckpoints(store)).toEqual([20, 40]);
  // One that is gone already is nothing to stumble over.
  best.add(30);
  await best.settle(undefined);
  expect(await listCheckpoints(store)).toEqual([20]);
});

it("needs no store", async () => {
  const best = new BestSteps(undefined, { isKept: () => false });
  best.add(1);
  await best.settle(undefined);
});
