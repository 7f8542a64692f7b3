import { expect, test } from "vitest";
import { folderError } from "./folder-error.ts";

const systemError = (code: string) => Object.assign(new Error(`${code}: some call`), { code });

test.each([
  ["ENOSPC", "the disk is full"],
  ["EACCES", "permission is denied"],
  ["ENOENT", "it does not exist"],
  ["EWEIRD", "EWEIRD: some call"],
])("%s says what happened to which file", (code, meaning) => {
  const cause = systemError(code);
  const error = folderError(cause, "write", "run.json", "/runs/a");
  expect(error.message).toBe(`Cannot write run.json in /runs/a: ${meaning}.`);
  expect(error.hint).toBeTruthy();
  expect(error.cause).toBe(cause);
});
