import { rm } from "node:fs/promises";
import { ConfigInvalidError, MemoryRunStore } from "@ganlens/core";
import { createRunFolder } from "../runs/create-run-folder.ts";
import { shellWord, shownPath } from "../runs/shown-path.ts";
import { type BringSubjectOptions, prepareSubject } from "./bring-subject.ts";
import { sayAgain, subjectFacts } from "./subject-facts.ts";
import { writeModelFolder } from "./write-model-folder.ts";

/**
 * Makes a plain TensorFlow.js model of one from elsewhere, says what was read off it, and what has to be said again of it.
 *
 * @throws {ConfigInvalidError} when something is said that a model's files do not keep
 */
export async function bringModel(given: BringSubjectOptions): Promise<void> {
  const { options, found, io, reporter } = given;
  const lost = [
    ...(options.data === undefined ? [] : ["--data"]),
    ...(options.heldOut === undefined ? [] : ["--held-out"]),
  ];
  if (lost.length > 0) {
    throw new ConfigInvalidError({
      message: `Expected nothing of data for a model's files, received ${lost.join(" and ")}.`,
      hint: "A run folder keeps what lies beside a generator: add --as run.",
    });
  }
  const store = new MemoryRunStore(found.stem);
  const write = await prepareSubject(given);
  const folder = await createRunFolder({
    out: options.out,
    stem: found.stem,
    what: "the model",
    parent: "models",
    io,
  });
  try {
    const record = await write(store, found.stem);
    const names = await writeModelFolder(folder, { store, record });
    reporter.report(subjectFacts(record));
    for (const text of record.subject.notes ?? []) reporter.report({ type: "note", text });
    const path = shownPath(folder, io);
    const opens =
      record.subject.generator?.format === "graph"
        ? "tf.loadGraphModel"
        : 'tf.loadLayersModel, after import "@ganlens/models"';
    const files = [{ path, content: `${names.join(", ")}: opens with ${opens}` }];
    const next = [`${io.program} explain ${[shellWord(path), ...sayAgain(record)].join(" ")}`];
    reporter.report({ type: "files-written", files, next });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
