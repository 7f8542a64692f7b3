import { Socket } from "node:net";
import { expect, test } from "vitest";
import { WaitingSockets } from "./waiting-sockets.ts";

test("ends the oldest of too many, and nobody who was admitted", async () => {
  const waiting = new WaitingSockets(2);
  const [first, second, third, fourth] = [new Socket(), new Socket(), new Socket(), new Socket()] as const;
  waiting.add(first);
  waiting.admit(first);
  for (const socket of [second, third, fourth]) waiting.add(socket);
  expect([first, second, third, fourth].map(({ destroyed }) => destroyed)).toEqual([
    false,
    true,
    false,
    false,
  ]);
  third.destroy();
  await expect.poll(() => waiting.count).toBe(1);
});
