import { lockRun } from "../run-lock.ts";

/**
 * Takes the lock of each folder that its arguments name, one every 8 ms from the time on that its input says, and prints one letter
 * for each: `t` taken, `b` busy. It then holds them until it is killed.
 */
const folders = process.argv.slice(2);
process.stdout.write("ready\n");
for await (const chunk of process.stdin) {
  const at = Number(String(chunk).trim());
  let said = "";
  for (const [i, folder] of folders.entries()) {
    // All come to a folder at once.
    while (Date.now() < at + 8 * i);
    said += await lockRun(folder).then(
      () => "t",
      (error: { readonly code?: string }) => (error.code === "run-busy" ? "b" : `(${error})`),
    );
  }
  process.stdout.write(`${said}\n`);
}
