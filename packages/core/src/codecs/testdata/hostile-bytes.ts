import fc from "fast-check";
import { DatasetInvalidError } from "../../errors/dataset-invalid-error.ts";

/** Checks that no proper beginning of a file decodes. */
export function refusesTruncation(
  file: Uint8Array,
  decode: (bytes: Uint8Array) => unknown,
  allowed: readonly number[] = [],
): void {
  for (let length = 0; length < file.length; length++) {
    if (allowed.includes(length)) continue;
    if (outcome(() => decode(file.slice(0, length))) !== "refused") {
      throw new Error(`The first ${length} of ${file.length} bytes were accepted.`);
    }
  }
}

/** Checks that a file with one to three changed bytes is refused on purpose, or still decodes to something sound. */
export function survivesChanges(
  file: Uint8Array,
  decode: (bytes: Uint8Array) => unknown,
  isSound: (decoded: never) => boolean,
): void {
  const change = fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }));
  fc.assert(
    fc.property(fc.uniqueArray(change, { minLength: 1, maxLength: 3, selector: ([at]) => at }), (changes) => {
      const bytes = file.slice();
      for (const [at, mask] of changes) bytes[at] = (bytes[at] as number) ^ mask;
      const result = outcome(() => decode(bytes));
      return result === "refused" || isSound((result as { readonly value: never }).value);
    }),
    { numRuns: 400 },
  );
}

function outcome(action: () => unknown): "refused" | { readonly value: unknown } {
  try {
    return { value: action() };
  } catch (error) {
    if (error instanceof DatasetInvalidError) return "refused";
    throw error;
  }
}
