import type { Random } from "@ganlens/core";
import { samePlaces } from "../warp.ts";
import type { AdaptiveTransform } from "./adaptive-transform.ts";
import { type Colouring, sameColours } from "./colouring.ts";

/** The farthest turn to each side: the two passes of a warp bear no quarter turns, and digits would change their meaning. */
const farthestTurn = Math.PI / 6;

const uniform = (random: Random, low: number, high: number) => random.uniform(1, { low, high })[0] as number;
const normal = (random: Random, standardDeviation: number) =>
  random.normal(1, { standardDeviation })[0] as number;

/** The name of a transform. */
export type AdaptiveTransformName =
  | "flip"
  | "translation"
  | "scale"
  | "rotation"
  | "stretch"
  | "brightness"
  | "contrast"
  | "hue"
  | "saturation";

/** Every transform of adaptive augmentation, by name, in the order in which they are applied. */
export const adaptiveTransforms: Readonly<Record<AdaptiveTransformName, AdaptiveTransform>> = {
  flip: {
    description: "Left and right change places; not for what has a right way round, such as digits.",
    warp: (random) => ({ ...samePlaces, a: uniform(random, 0, 1) < 0.5 ? -1 : 1 }),
  },
  translation: {
    description: "Shifts by N(0, ⅛²) of the side.",
    warp: (random, { height, width }) => ({
      ...samePlaces,
      right: width * normal(random, 1 / 8),
      down: height * normal(random, 1 / 8),
    }),
  },
  scale: {
    description: "Larger or smaller, by 2 to the N(0, 0.2²).",
    warp(random) {
      const factor = 2 ** normal(random, 0.2);
      return { ...samePlaces, a: 1 / factor, d: 1 / factor };
    },
  },
  rotation: {
    description: "Turns by up to 30° to either side.",
    warp(random) {
      const angle = uniform(random, -farthestTurn, farthestTurn);
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      return { ...samePlaces, a: cos, b: sin, c: -sin, d: cos };
    },
  },
  stretch: {
    description: "Wider and lower, or narrower and higher, by 2 to the N(0, 0.2²).",
    warp(random) {
      const factor = 2 ** normal(random, 0.2);
      return { ...samePlaces, a: 1 / factor, d: factor };
    },
  },
  brightness: {
    description: "Lighter or darker, by N(0, 0.2²).",
    colouring: (random) => ({ ...sameColours, offset: normal(random, 0.2) }),
  },
  contrast: {
    description: "More or less contrast, by 2 to the N(0, 0.5²).",
    colouring: (random) => scaled(2 ** normal(random, 0.5)),
  },
  hue: {
    description: "Colours turned about grey.",
    coloursOnly: true,
    colouring: (random) => turnedAboutGrey(uniform(random, -Math.PI, Math.PI)),
  },
  saturation: {
    description: "Colours stronger or weaker, by 2 to the N(0, 1).",
    coloursOnly: true,
    colouring: (random) => saturated(2 ** normal(random, 1)),
  },
};

function scaled(factor: number): Colouring {
  return { matrix: sameColours.matrix.map((entry) => factor * entry), offset: 0 };
}

/** What differs from the mean of the channels, times a factor. */
function saturated(factor: number): Colouring {
  return { matrix: sameColours.matrix.map((entry) => 1 / 3 + factor * (entry - 1 / 3)), offset: 0 };
}

/** A turn about the axis of grey, (1, 1, 1)/√3: Rodrigues' formula. */
function turnedAboutGrey(angle: number): Colouring {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle) / Math.sqrt(3)];
  const rest = (1 - cos) / 3;
  const [same, next, before] = [cos + rest, rest + sin, rest - sin];
  return { matrix: [same, next, before, before, same, next, next, before, same], offset: 0 };
}
