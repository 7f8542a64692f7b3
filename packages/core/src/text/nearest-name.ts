import { nearestNames } from "./nearest-names.ts";

/** The known name that a wrong one was most likely meant to be; none when nothing is close. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  return nearestNames(name, known)[0];
}
