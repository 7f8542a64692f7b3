import { expect, test } from "vitest";
import { callerFolder, callerProgram } from "./caller.ts";

test("paths are relative to where the package manager was called", () => {
  const env = { INIT_CWD: "/home/me/clone/images", npm_package_json: "/home/me/clone/package.json" };
  expect(callerFolder(env, "/home/me/clone")).toBe("/home/me/clone/images");
});

test("a script that changed folders, and a call without a package manager, mean the current folder", () => {
  const env = { INIT_CWD: "/home/me/clone", npm_package_json: "/home/me/clone/package.json" };
  expect(callerFolder(env, "/home/me/clone/sub")).toBe("/home/me/clone/sub");
  expect(callerFolder({}, "/home/me")).toBe("/home/me");
  expect(callerFolder({ INIT_CWD: "/elsewhere" }, "/home/me")).toBe("/home/me");
});

test("hints name the call that works here", () => {
  const clone = { PNPM_SCRIPT_SRC_DIR: "/clone", npm_lifecycle_event: "demo" };
  expect(callerProgram({})).toBe("ganlens");
  expect(callerProgram(clone)).toBe("pnpm ganlens");
  expect(callerProgram({ ...clone, npm_config_npm_version: "11.0.0" })).toBe("npx -y pnpm@10 ganlens");
  expect(callerProgram({ ...clone, npm_lifecycle_event: "train-mine" })).toBe("ganlens");
});
