import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { commands } from "./commands/registry.ts";
import { ganlens } from "./testdata/test-io.ts";
import { version } from "./version.ts";

const options = { cwd: tmpdir() };

test("version and help go to stdout, and help has the examples of its command", async () => {
  expect(await ganlens(["--version"], options)).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  const help = await ganlens(["--help"], options);
  expect(help).toMatchObject({ code: 0, stderr: "" });
  for (const { name, examples } of commands) {
    expect(help.stdout).toContain(`  ${name} `);
    const own = await ganlens([name, "--help"], { ...options, program: "pnpm ganlens" });
    expect(own).toMatchObject({ code: 0, stderr: "" });
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(own.stdout).toContain(`$ pnpm ganlens ${example}`);
    expect(await ganlens(["help", name], { ...options, program: "pnpm ganlens" })).toEqual(own);
  }
  for (const argv of [["help"], ["help", "help"]]) expect(await ganlens(argv, options)).toEqual(help);
});

test("every example names its own command and only options that are there", async () => {
  for (const { name, examples } of commands) {
    const { stdout } = await ganlens([name, "--help"], options);
    const [usage = ""] = stdout.split("Examples:");
    for (const example of examples) {
      expect(example.split(" ")[0]).toBe(name);
      for (const option of example.match(/--[a-z-]+/g) ?? []) expect(usage).toContain(option);
    }
  }
});

test("without a command the help goes to stderr, with the exit code of a wrong call", async () => {
  const { code, stdout, stderr } = await ganlens([], options);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("Usage: ganlens");
});

test.each([
  [["traim"], "Did you mean: ganlens train"],
  [["help", "traim"], "Did you mean: ganlens help train"],
  [["help", "xyzxyz"], "Commands are: demo, train"],
  [["demo", "--resume", "runs/x"], "It is an option of: ganlens train --resume"],
  [["generate", "x", "--more", "3"], "It is an option of: ganlens train --more"],
  [["demo", "--nonsense"], "See ganlens help demo."],
  [["demo", "--data", "mnist5k"], 'Did you mean "mnist-5k"?'],
  [["xyzxyz"], "Commands are: demo, train"],
  [["demo", "--glanse"], "Did you mean --glance?"],
  [["train", "--steps", "many"], "whole number of at least 1"],
  [["train", "--steps", "0"], "whole number of at least 1"],
  [["train", "--seed", "-1"], "whole number of at least 0"],
  [["train", "--seed", "1e99"], "whole number of at least 0"],
  [["train", "--backend", "cuda"], "Allowed choices are wasm"],
  [["explain", "runs/x", "--effort", "huge"], "Allowed choices are glance, quick, normal"],
  [["demo", "--log", "xml"], "Allowed choices are auto, plain, json"],
  [["report"], "Missing required argument 'run'"],
  [["report", "a", "b"], "Too many arguments"],
  [["list", "preset"], 'Did you mean "presets"?'],
  [["explain", "--lens", "distance", "runs/x"], "Expected something to look at as the first argument"],
] as const)("%j is a wrong call", async (argv, said) => {
  const { code, stdout, stderr } = await ganlens([...argv], options);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(said);
  expect(stderr).not.toMatch(/^ {4}at /m);
});

test("an error that names something with control characters writes them out", async () => {
  const { stderr } = await ganlens(["explain", "no\u001b[2Jsuch\u009b1m"], { cwd: tmpdir() });
  expect(stderr).toContain("found nothing at no\\u001b[2Jsuch\\u009b1m.");
});

test("--debug adds the stack of an error, in any place", async () => {
  for (const argv of [
    ["--debug", "report", "nowhere"],
    ["report", "nowhere", "--debug"],
  ]) {
    const { code, stderr } = await ganlens(argv, options);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Expected a run folder at nowhere/);
    expect(stderr).toMatch(/^ {4}at .*open-run/m);
  }
});
