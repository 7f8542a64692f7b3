import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { shellWord } from "./shown-path.ts";

test
  .skipIf(process.platform === "win32")
  .each([
    "runs/plain",
    "with space",
    "it's",
    "a\u001b]0;title\u0007b",
    "two\nlines\\and 'quotes'",
    "c1\u009b\u202e",
  ])("a shell reads the word for %j as it was", (path) => {
  const word = shellWord(path);
  expect(word).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  const env = { ...process.env, LC_ALL: "C.UTF-8" };
  expect(execFileSync("bash", ["-c", `printf %s ${word}`], { encoding: "utf8", env })).toBe(path);
});
