import { ConfigInvalidError, type Interval, type Random } from "@ganlens/core";
import { shareInterval } from "../statistics/share-interval.ts";

/** A defect of a sample, planted at a known size. */
export interface PlantedDefect<Sample> {
  /** "copies of training samples", as the sentence of a detection limit names it. */
  readonly name: string;
  /** A fresh sample with the defect at a size; 0 is none. */
  readonly plant: (size: number, random: Random) => Sample | Promise<Sample>;
}

/** How often a defect of one size is found. */
export interface PowerPoint {
  readonly size: number;
  readonly detected: number;
  readonly replicates: number;
  /** detected / replicates. */
  readonly rate: number;
  readonly interval: Interval;
}

/** How large a defect must be for a test to find it. */
export interface PowerCurve {
  readonly points: readonly PowerPoint[];
  /** Rate at size 0: false alarms. 0 in 20 only bounds it below 14 %. */
  readonly falseAlarms: PowerPoint;
  /** The size found with the wanted power, from the fit; `null` with a reason where the sizes do not enclose it. */
  readonly smallest: number | null;
  readonly reason?: string;
  /** For {@link measure}, where there is a smallest size. */
  readonly detects?: { readonly defect: string; readonly smallest: number; readonly power: number };
}

/**
 * The detection limit of a test: how often it finds a defect of each planted size, and the size it finds with a given power.
 *
 * A logistic curve in log(size) is fitted to the counts by maximum likelihood with a weak prior (half a detection and half a miss more at
 * each size), so that sizes that are always or never found do not break it. Beyond the sizes that were tried nothing is claimed.
 *
 * @param test true when it reports the defect
 * @param sizes > 0, ascending, at least 2
 * @param replicates per size, by default 40; size 0 gets 60 (all clean bounds false alarms at 5 %)
 * @param power in (0, 1), by default 0.8
 * @throws {ConfigInvalidError} when an argument is out of range
 */
export async function powerCurve<Sample>({
  test,
  defect,
  sizes,
  random,
  replicates = 40,
  power = 0.8,
  level = 0.95,
}: {
  readonly test: (sample: Sample, random: Random) => boolean | Promise<boolean>;
  readonly defect: PlantedDefect<Sample>;
  readonly sizes: readonly number[];
  readonly random: Random;
  readonly replicates?: number;
  readonly power?: number;
  readonly level?: number;
}): Promise<PowerCurve> {
  if (
    sizes.length < 2 ||
    !sizes.every((size, i) => size > (i === 0 ? 0 : (sizes[i - 1] as number)) && Number.isFinite(size)) ||
    !Number.isInteger(replicates) ||
    replicates < 1 ||
    !(power > 0 && power < 1)
  ) {
    throw new ConfigInvalidError({
      message: `powerCurve: expected at least 2 ascending sizes > 0, replicates ≥ 1 and a power in (0, 1), received [${sizes}], ${replicates} and ${power}.`,
    });
  }
  const at = async (size: number, count: number): Promise<PowerPoint> => {
    let detected = 0;
    for (let r = 0; r < count; r++) {
      const own = random.split(`${size}/${r}`);
      if (await test(await defect.plant(size, own.split("plant")), own.split("test"))) detected++;
    }
    const { value, interval } = shareInterval({ hits: detected, n: count, level });
    return { size, detected, replicates: count, rate: value, interval };
  };
  const falseAlarms = await at(0, Math.max(60, replicates));
  const points: PowerPoint[] = [];
  for (const size of sizes) points.push(await at(size, replicates));
  const smallest = crossing(points, power);
  if (typeof smallest === "string") return { points, falseAlarms, smallest: null, reason: smallest };
  return { points, falseAlarms, smallest, detects: { defect: defect.name, smallest, power } };
}

/** Where the fitted curve reaches the power, or why it does not. */
function crossing(points: readonly PowerPoint[], power: number): number | string {
  const first = points[0] as PowerPoint;
  const last = points[points.length - 1] as PowerPoint;
  const { intercept, slope } = logisticFit(points);
  if (!(slope > 0)) return "The test does not find larger defects more often.";
  const size = Math.exp((Math.log(power / (1 - power)) - intercept) / slope);
  if (last.rate < power && size > last.size) return `Power ${power} is not reached at ${last.size}.`;
  if (first.rate >= power && size < first.size) return `Power ${power} is passed already at ${first.size}.`;
  return Math.min(last.size, Math.max(first.size, size));
}

/** logit P(detected) = intercept + slope·log size, by Newton's method. */
function logisticFit(points: readonly PowerPoint[]): { readonly intercept: number; readonly slope: number } {
  const centre = points.reduce((sum, { size }) => sum + Math.log(size), 0) / points.length;
  let [a, b] = [0, 0];
  for (let step = 0; step < 100; step++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 0, 0, 0];
    for (const { size, detected, replicates } of points) {
      const x = Math.log(size) - centre;
      const p = 1 / (1 + Math.exp(-(a + b * x)));
      const weight = replicates + 1;
      const gap = detected + 0.5 - weight * p;
      ga += gap;
      gb += gap * x;
      const w = weight * p * (1 - p);
      haa += w;
      hab += w * x;
      hbb += w * x * x;
    }
    const determinant = haa * hbb - hab * hab;
    if (!(determinant > 1e-12)) break;
    const da = (hbb * ga - hab * gb) / determinant;
    const db = (haa * gb - hab * ga) / determinant;
    // Short steps keep Newton's method from leaving for where the curve is flat.
    const scale = Math.min(1, 2 / Math.max(Math.abs(da), Math.abs(db), 1e-300));
    a += scale * da;
    b += scale * db;
    if (Math.abs(da) + Math.abs(db) < 1e-10) break;
  }
  return { intercept: a - b * centre, slope: b };
}
