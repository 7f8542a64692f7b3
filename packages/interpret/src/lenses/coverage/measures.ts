import { concatRows, type Measure, type NdArray, rows } from "@ganlens/core";
import { clippedDensityCoverage, measure, prdc, shareInterval } from "@ganlens/metrics";
import type { PixelCodes } from "../../copies/pixel-codes.ts";
import type { ControlImages } from "../../real/control-images.ts";
import { least, most } from "./answer.ts";
import type { Found } from "./judge.ts";
import type { Outside } from "./outside.ts";

/** The least and the most drawn group. */
export function groupMeasures(what: "class" | "kind", found: Found): readonly Measure[] {
  if ("reason" in found) return [];
  const one = (name: string, { ratio, interval }: ReturnType<typeof least>) =>
    measure({ name, value: ratio, interval, n: found.n, better: "neither" });
  return [
    one(`${what} that is drawn least: its share over that among real images`, least(found)),
    one(`${what} that is drawn most: its share over that among real images`, most(found)),
  ];
}

/** What the sentences stand on. */
export function chanceMeasure(what: "class" | "kind", found: Found): Measure {
  const chance = {
    name:
      what === "class"
        ? "chance of a class so far beyond two thirds or one and a half times its share where none is"
        : "chance of kinds so unevenly drawn where all are drawn as they should be",
    better: "higher",
  } as const;
  return "reason" in found
    ? measure({ ...chance, value: null, reason: found.reason, n: 0 })
    : measure({ ...chance, value: found.chance, n: found.n });
}

/** How many of the images a classifier of real images has not been made for; nothing where there are no classes. */
export function unlikeMeasures(classes: Found): readonly Measure[] {
  if ("reason" in classes || classes.unlike === undefined) return [];
  const hits = Math.round(classes.unlike * classes.n);
  return [
    measure({
      name: "share of images unlike any real one: farther from the nearest than 95 % of real ones are from the next",
      ...shareInterval({ hits, n: classes.n }),
      floor: { value: 0.05, n: classes.n, meaning: "real images" },
      better: "lower",
    }),
  ];
}

/** How many real images lie outside of what an autoencoder learned from generated ones. */
export function outsideMeasure({ share }: Outside): Measure {
  return measure({
    name: "share of real images that fit worse than 95 % of generated ones, autoencoder trained on generated images",
    value: share.share,
    interval: share.interval,
    n: share.n,
    floor: { value: share.expected, n: share.n, meaning: "other generated images" },
    better: "lower",
  });
}

/** Images of either side. */
const compared = 1000;

/**
 * What others measure of coverage, in principal components of pixels, each beside real images in the generator's place: precision
 * and recall, and clipped density and coverage. They decide nothing here.
 */
export async function knownMeasures({
  suspect,
  images: { training, known, placebo },
  pixels,
  from,
}: {
  readonly suspect: NdArray;
  readonly images: ControlImages;
  readonly pixels: PixelCodes;
  /** The first training image that the components were not fitted to. */
  readonly from: number;
}): Promise<readonly Measure[]> {
  const kept = concatRows([known, placebo]);
  const n = Math.min(
    compared,
    suspect.shape[0] as number,
    kept.shape[0] as number,
    (training.shape[0] as number) - from,
  );
  const real = await pixels.codes(rows(training, from, from + n));
  const scores = (generated: NdArray) => {
    const { precision, recall } = prdc({ real, generated });
    const { clippedDensity, clippedCoverage } = clippedDensityCoverage({ real, generated });
    return { precision, recall, "clipped density": clippedDensity, "clipped coverage": clippedCoverage };
  };
  const own = scores(await pixels.codes(rows(suspect, 0, n)));
  const floor = scores(await pixels.codes(rows(kept, 0, n)));
  return (Object.keys(own) as (keyof typeof own)[]).map((name) =>
    measure({
      name: `${name}, principal components of pixels`,
      value: own[name].value,
      ...(own[name].interval === undefined ? {} : { interval: own[name].interval }),
      n,
      floor: { value: floor[name].value, n, meaning: "real images in their place" },
      better: "higher",
    }),
  );
}
