import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { ConfigInvalidError } from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import * as tf from "@tensorflow/tfjs";
import { serveLenses } from "../threads/serve-lenses.ts";
import { type SideBySideSetup, sideBySideLenses, sideBySideSubject } from "./side-by-side.ts";

serveLenses(async ({ folder, version, broken }: SideBySideSetup) => {
  if (broken) throw new ConfigInvalidError({ message: "Broken as asked.", hint: "Do not ask." });
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
  return { subject: sideBySideSubject(version), store: new FolderRunStore(folder), lenses: sideBySideLenses };
});
