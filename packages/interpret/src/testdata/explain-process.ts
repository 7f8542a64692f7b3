import { finish, type Lens } from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import { explain } from "../explain.ts";
import { fields, plantedSubject } from "./planted-subject.ts";
import { tinyLens } from "./tiny-lens.ts";

// Asks a lens that waits for ever in the middle of its answer; whoever started it kills it there.
const store = new FolderRunStore(process.argv[2] as string);
const subject = plantedSubject({ size: 2, realRank: 2, count: 20, generate: ({ z }) => fields(z, 2) });
const lenses = [tinyLens as unknown as Lens];
const watched = (async () => {
  while (!(await store.has("lenses/.tiny/first.bin"))) await new Promise((resolve) => setTimeout(resolve, 20));
  process.stdout.write("in the middle\n");
})();
await Promise.all([
  finish(explain({ subject, lenses, store, seed: 2, options: { tiny: { ending: "wait" } } })),
  watched,
]);
