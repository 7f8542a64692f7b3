import { memoryFiles, RunUnsupportedError, type Subject, sha256Hex, subjectFingerprint } from "@ganlens/core";
import { type ImportedGenerator, loadGenerator } from "@ganlens/models";
import { type GivenData, givenData } from "../real/given-data.ts";
import { generatorSubject } from "./generator-subject.ts";

export interface SubjectFromImportedOptions {
  /** What `importGenerator` of `@ganlens/models` gives. */
  readonly imported: ImportedGenerator;
  /** By default the name of the file that it was read from. */
  readonly name?: string;
  /** Real images in [0, 1]: to learn from, and others. */
  readonly realData?: GivenData;
}

/**
 * An imported generator in memory, for lenses to look at; the subject owns the model that it loads, and disposes it.
 *
 * It has the fingerprint that a run folder of the same generator has.
 *
 * @throws {RunUnsupportedError} when the model cannot run here, or does not give images
 */
export async function subjectFromImported({
  imported,
  realData,
  ...options
}: SubjectFromImportedOptions): Promise<Subject> {
  const { subject, network } = imported;
  const { generator, latent, range, notes = [], origin } = subject;
  const name = options.name ?? origin?.name ?? "imported generator";
  if (generator === undefined) {
    throw new RunUnsupportedError({
      message: `Expected a generator in what was imported as ${name}, found none.`,
      hint: "Pass what importGenerator gives.",
    });
  }
  const loaded = await loadGenerator(
    memoryFiles(network.files, { main: "model.json", location: name }),
    generator,
  );
  const hashes = [...network.files]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, bytes]) => sha256Hex(bytes));
  const { output, layout, shape } = generator;
  try {
    const found = await generatorSubject({
      name,
      fingerprint: subjectFingerprint(hashes, { latent, range, output, layout, shape }),
      networkAt: async () => loaded,
      spec: latent,
      range,
      ...(output === undefined ? {} : { output }),
      notes,
      dispose: () => loaded.dispose(),
    });
    return { ...found, ...(realData === undefined ? {} : { real: givenData(realData) }) };
  } catch (error) {
    loaded.dispose();
    throw error;
  }
}
