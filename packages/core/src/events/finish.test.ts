import { expect, it } from "vitest";
import { finish } from "./finish.ts";

async function* count(to: number): AsyncGenerator<number, string> {
  for (let i = 1; i <= to; i++) yield i;
  if (to > 3) throw new Error("too far");
  return "done";
}

it("passes every event on and returns the result", async () => {
  const seen: number[] = [];
  expect(await finish(count(3), (event) => seen.push(event))).toBe("done");
  expect(seen).toEqual([1, 2, 3]);
  await expect(finish(count(4))).rejects.toThrow("too far");
});
