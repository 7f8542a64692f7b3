import type { Subject } from "@ganlens/core";

/** A name that may stand in a headline: short words of letters, or one number. */
const plain = /^(?:\d{1,6}|\p{L}[\p{L}'-]{0,19}(?: \p{L}[\p{L}'-]{0,19}){0,2})$/u;

/** What a class is called in sentences; a name that is none (from a file, it may be anything) gives way to its number. */
export function className({ real }: Pick<Subject, "real">, label: number): string {
  const name = real?.dataset?.classes?.[label];
  return name !== undefined && plain.test(name) ? name : String(label);
}
