import { createRequire } from "node:module";
import { openBackend } from "../../open-backend.ts";

// Loads a second copy of tfjs's core before or after the first start, and prints what comes of it.
const [second, when] = process.argv.slice(2) as [string, "before" | "after"];
const load = () => createRequire(import.meta.url)(second);
if (when === "before") load();
else {
  await openBackend({ require: "cpu" });
  load();
}
const outcome = await openBackend({ require: "cpu" }).then(
  ({ name }) => ({ name }),
  ({ code, message, hint }) => ({ code, message, hint }),
);
process.stdout.write(`${JSON.stringify(outcome)}\n`);
