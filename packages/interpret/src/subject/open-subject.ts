import type { Subject } from "@ganlens/core";
import { type DefineSubjectOptions, defineSubject } from "./define-subject.ts";
import { type RunSubjectOptions, runSubject } from "./run-subject.ts";
import { type SamplesSubjectOptions, samplesSubject } from "./samples-subject.ts";
import { type SubjectFromImportedOptions, subjectFromImported } from "./subject-from-imported.ts";
import { type SubjectFromModelOptions, subjectFromModel } from "./subject-from-model.ts";

/** Whatever lenses can look at: a run folder of any kind, a model, a function, a set of samples, or a subject of one's own. */
export type SubjectSource =
  | RunSubjectOptions
  | SubjectFromModelOptions
  | SubjectFromImportedOptions
  | DefineSubjectOptions
  | SamplesSubjectOptions
  | Subject;

/**
 * Opens whatever it is given as a subject.
 *
 * @throws {RunUnsupportedError} when it holds nothing that lenses can look at
 * @throws {ConfigInvalidError} when what is said of it does not fit it
 */
export async function openSubject(source: SubjectSource): Promise<Subject> {
  if ("specificationVersion" in source) return source;
  if ("store" in source) return runSubject(source);
  if ("generator" in source) return subjectFromModel(source);
  if ("imported" in source) return subjectFromImported(source);
  if ("generate" in source) return defineSubject(source);
  return samplesSubject(source);
}
