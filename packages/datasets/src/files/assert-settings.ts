import { ConfigInvalidError } from "@ganlens/core";
import type { FileSettings } from "./read-file-options.ts";

/**
 * Checks that nothing is said of a file that files of its kind do not listen to.
 *
 * @throws {ConfigInvalidError} naming what is said in vain
 */
export function assertSettings(
  settings: FileSettings,
  { known, what }: { readonly known: readonly (keyof FileSettings)[]; readonly what: string },
): void {
  const vain = Object.keys(settings).filter((key) => !known.includes(key as keyof FileSettings));
  if (vain.length === 0) return;
  throw new ConfigInvalidError({
    message: `Expected no ${vain.join(" and no ")} with ${what}, received ${JSON.stringify(settings)}.`,
    hint: known.length === 0 ? "Leave it out." : `Files of this kind take ${known.join(", ")}.`,
  });
}
