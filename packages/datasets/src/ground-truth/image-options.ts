import { ConfigInvalidError } from "@ganlens/core";

/** The size that all lengths of rendered data are stated for; at another size they grow with it. */
export const statedSize = 28;

const [smallest, largest] = [16, 64];

/** How large images are rendered, and in how many colours. */
export interface GroundTruthImageOptions {
  /** Height and width in px, 16 to 64; 28 unless told. Lengths that factors state in px grow with it. */
  readonly size?: number | undefined;
  /** 1: white on black; 3: in a colour that is a factor, `hue`, on black. 1 unless told. */
  readonly channels?: 1 | 3 | undefined;
}

/**
 * The options with what is taken where nothing is said, and the name of the data: `sprites`, `sprites-32`, `sprites-32-colour`.
 *
 * @throws {ConfigInvalidError} for a size beyond 16…64 px, or channels other than 1 and 3
 */
export function imageOptions(
  kind: string,
  { size = statedSize, channels = 1 }: GroundTruthImageOptions,
): { readonly name: string; readonly size: number; readonly channels: 1 | 3 } {
  if (!Number.isInteger(size) || size < smallest || size > largest) {
    throw new ConfigInvalidError({
      message: `Expected ${kind} to be a whole number of ${smallest} to ${largest} px high and wide, received ${size}.`,
      hint: "Render them at the nearest size, and resize them with a transform.",
    });
  }
  if (channels !== 1 && channels !== 3) {
    throw new ConfigInvalidError({
      message: `Expected ${kind} of 1 or 3 channels, received ${channels}.`,
      hint: "1 is white on black, 3 is red, green and blue.",
    });
  }
  const name = [kind, ...(size === statedSize ? [] : [size]), ...(channels === 1 ? [] : ["colour"])].join(
    "-",
  );
  return { name, size, channels };
}
