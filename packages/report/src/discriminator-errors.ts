/** The parts of a step that tell how often a discriminator errs, and what they are shares of. */
const shares = [
  ["discriminator/real-error", "of real images"],
  ["discriminator/fake-error", "of generated images"],
] as const;

/**
 * How often a discriminator erred at a step: the two of all parts that have one scale, by what they are shares of, each in [0, 1].
 *
 * @param parts the parts of a logged step; nothing comes of those that hold neither
 */
export function discriminatorErrors(
  parts: Readonly<Record<string, number | null>>,
): Readonly<Record<string, number | null>> {
  return Object.fromEntries(
    shares.flatMap(([part, name]) => {
      const value = Object.hasOwn(parts, part) ? parts[part] : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
