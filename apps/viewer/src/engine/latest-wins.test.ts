import { expect, it } from "vitest";
import { latestWins } from "./latest-wins.ts";

it("answers the first and the newest question, and forgets those between", async () => {
  const asked: number[] = [];
  const told: number[] = [];
  const failed: string[] = [];
  let answer: () => void = () => {};
  const request = latestWins<number, number>({
    ask: async (question) => {
      asked.push(question);
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      if (question === 4) throw new Error("broken");
      return 10 * question;
    },
    tell: (value) => told.push(value),
    fail: (error) => failed.push(String(error)),
  });
  const settle = async (): Promise<void> => {
    answer();
    await new Promise((resolve) => setTimeout(resolve));
  };
  for (const question of [1, 2, 3, 4]) request(question);
  await settle();
  expect([asked, told]).toEqual([[1, 4], [10]]);
  await settle();
  request(5);
  await settle();
  expect([told, failed]).toEqual([[10, 50], ["Error: broken"]]);
});
