import { runCli } from "ganlens";

const code = await runCli(["list", "lenses"], {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  program: "ganlens",
  signal: new AbortController().signal,
  now: () => new Date(),
  clock: () => performance.now(),
});
console.log(code); // 0: all went well
