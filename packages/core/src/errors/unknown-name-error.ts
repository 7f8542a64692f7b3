import { nearestNames } from "../text/nearest-names.ts";
import { ConfigInvalidError } from "./config-invalid-error.ts";

/** The error for a name that is none of the known ones; its hint gives the nearest, or all when none is near. */
export function unknownNameError({
  what,
  name,
  known,
}: {
  /** What is named, with where: "data set", "split of mnist-5k". */
  readonly what: string;
  readonly name: string;
  readonly known: readonly string[];
}): ConfigInvalidError {
  const nearest = nearestNames(String(name), known);
  return new ConfigInvalidError({
    message: `Expected the name of ${/^[aeiou]/.test(what) ? "an" : "a"} ${what}, received "${name}".`,
    hint:
      nearest.length > 0
        ? `Did you mean ${nearest.map((known) => `"${known}"`).join(" or ")}?`
        : `Known are: ${known.join(", ")}.`,
  });
}
