import {
  ConfigInvalidError,
  type Effort,
  efforts,
  type LensResult,
  lensResultSchema,
  type RunReader,
  readJson,
  runLayout,
  type Subject,
} from "@ganlens/core";

type AnswerPlace = Parameters<typeof runLayout.lens>[0];

/**
 * Looks for stored answers of a greater effort about the same generator, which new ones would take the place of.
 *
 * An answer that cannot be read, or of another or an unknown generator, keeps no new one away.
 *
 * @throws {ConfigInvalidError} when there are some
 */
export async function assertNoGreater(
  store: RunReader,
  { places, subject, effort }: { places: readonly AnswerPlace[]; subject: Subject; effort: Effort },
): Promise<void> {
  const greater: LensResult[] = [];
  for (const place of places) {
    const stored = await storedResult(store, place);
    const isSame = stored?.fingerprint === subject.fingerprint && stored.step === (subject.step ?? null);
    if (isSame && efforts.indexOf(stored.effort) > efforts.indexOf(effort)) greater.push(stored);
  }
  const [first] = greater;
  if (first === undefined) return;
  const greatest = greater.reduce(
    (most, { effort }) => (efforts.indexOf(effort) > efforts.indexOf(most) ? effort : most),
    first.effort,
  );
  const named = greater.map((stored) => `${stored.lens} (effort "${stored.effort}")`).join(", ");
  throw new ConfigInvalidError({
    message: `Expected no answers of a greater effort than "${effort}" about this generator in ${store.location}, found ${named}.`,
    hint: `Ask at effort "${greatest}", leave these lenses out, or say that lesser answers may take their place: \`replace: true\`, on the command line --replace.`,
  });
}

async function storedResult(store: RunReader, place: AnswerPlace): Promise<LensResult | undefined> {
  const path = runLayout.result(place);
  if (!(await store.has(path))) return undefined;
  return readJson(store, path, lensResultSchema, "the result of a lens").catch(() => undefined);
}
