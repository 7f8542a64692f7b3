import { FolderRunStore } from "@ganlens/core/node";
import { serveLenses } from "@ganlens/interpret";
import { openEngine } from "../engine/open-engine.ts";
import { openRunSubject } from "../subjects/open-run-subject.ts";
import type { ExplainSetup } from "./explain-setup.ts";

/** The command itself has told all that there is to tell of the run. */
const silent = { report: () => {}, close: () => {} };

serveLenses(async ({ backend, folder, record, cwd, program, ...named }: ExplainSetup) => {
  await openEngine({ require: backend });
  const store = new FolderRunStore(folder);
  const io = { cwd, program, signal: new AbortController().signal };
  const { subject } = await openRunSubject({ ...named, store, record, io, reporter: silent });
  return { subject, store };
});
