import { Random } from "@ganlens/core";
import { openImageFolder } from "../open-image-folder.ts";

const [path = ""] = process.argv.slice(2);
const dataset = await openImageFolder({ path, stream: true, split: "train", random: Random.fromSeed(1) });
const { ids } = await dataset.next(16);
process.stdout.write(`${ids.length} pictures\n`);
