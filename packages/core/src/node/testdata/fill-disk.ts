import { FolderRunStore } from "../folder-run-store.ts";

/** Writes to the folder named by the first argument until the disk is full, and prints what came of it as JSON. */
const store = new FolderRunStore(process.argv[2] as string);
const old = new Uint8Array(1000).fill(1);
await store.write("run.json", old);
await store.append("metrics.ndjson", old);

const errors: Record<string, unknown> = {};
for (const action of ["write", "append"] as const) {
  const path = action === "write" ? "run.json" : "metrics.ndjson";
  try {
    await store[action](path, new Uint8Array(1_000_000).fill(2));
  } catch (error) {
    const { code, message, hint } = error as { code: string; message: string; hint: string };
    errors[action] = { code, message, hint };
  }
}
const kept = await Promise.all(["run.json", "metrics.ndjson"].map((path) => store.read(path)));
process.stdout.write(
  JSON.stringify({
    errors,
    listed: await store.list(),
    kept: kept.every((bytes) => bytes.length === 1000 && bytes.every((byte) => byte === 1)),
  }),
);
