import { readFile } from "node:fs/promises";
import { GanlensError } from "@ganlens/core";
import { openDataset } from "../../node/open-dataset.ts";
import { portableDecoder } from "../../pictures/portable-decoder.ts";

// node read-process.ts PATH: how a file is refused and the megabytes that this took, as one line of JSON.
const path = process.argv[2] as string;
const peak = () => (1024 * process.resourceUsage().maxRSS) / 2 ** 20;
// Warm: what loading modules takes is not the file's.
await openDataset({ file: { path: `${path}.absent` } }, { split: "train" }).catch(() => undefined);
const before = peak();
const outcome = path.endsWith(".png")
  ? portableDecoder.decode(new Uint8Array(await readFile(path)))
  : openDataset({ file: { path } }, { split: "train" });
const said = await outcome.then(
  () => "read",
  (error: unknown) => (GanlensError.isInstance(error) ? error.message : `no error of ganlens: ${error}`),
);
process.stdout.write(JSON.stringify({ said, grown: Math.round(peak() - before) }));
