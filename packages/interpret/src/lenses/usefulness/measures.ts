import type { Measure } from "@ganlens/core";
import { type Estimate, exactShareInterval, measure } from "@ganlens/metrics";
import { accuracyOf } from "../../recognition/learning-curve.ts";
import type { RecognitionFindings } from "./recognition.ts";

/** What was learned from generated images, from real ones, and from wrong ones. */
export function recognitionMeasures(found: RecognitionFindings): readonly Measure[] {
  const { worth, atPlacebo, placeboWorth, judge, shuffled, chance, probe, contradicted, test } = found;
  const tested = test.labels.length;
  const { sizes, hits } = judge.curve;
  const meanAt = (k: number): number => {
    const draws = hits[k] as readonly Uint8Array[];
    return draws.reduce((sum, each) => sum + accuracyOf(each), 0) / draws.length;
  };
  const all = sizes.length - 1;
  const asMany = sizes.findLastIndex((size) => size <= worth.count);
  return [
    measure({
      name: "real images that as many generated ones are worth for recognition",
      value: worth.value,
      interval: worth.interval,
      n: worth.count,
      floor: { value: worth.count, n: worth.count, meaning: "as many real images" },
      better: "higher",
    }),
    measure({
      name: "real images that generated ones are worth, as many as the real ones in their place",
      value: atPlacebo.value,
      interval: atPlacebo.interval,
      n: atPlacebo.count,
      floor: { value: placeboWorth.value, n: placeboWorth.count, meaning: "real images in their place" },
      better: "higher",
    }),
    measure({
      name: "share of real test images that are recognised after learning from generated ones",
      value: worth.accuracy,
      interval: worth.accuracyInterval,
      n: tested,
      floor: {
        value: meanAt(asMany),
        n: tested,
        meaning: `after learning from ${sizes[asMany]} real images`,
      },
      control: {
        value: shuffled.mean,
        meaning: `after learning from them with their labels shuffled, mean of ${shuffled.orders} orders`,
        expected: "lower",
        bound: chance + 4 * shuffled.error,
      },
      better: "higher",
    }),
    ...sizes.flatMap((size, k) =>
      [10, 100, 1000].includes(size) || k === all
        ? [
            measure({
              name: `share of real test images that are recognised after learning from ${k === all ? `all ${size}` : size} real ones`,
              ...(k === all ? shareOfTests(meanAt(k), tested) : { value: meanAt(k), n: tested }),
              better: "neither" as const,
            }),
          ]
        : [],
    ),
    measure({
      name: `share that a linear probe recognises after learning from ${probe.count} generated images`,
      ...(probe.generated === null
        ? { value: null, reason: "They are of one class." }
        : shareOfTests(probe.generated, tested)),
      n: tested,
      ...(probe.real === null
        ? {}
        : { floor: { value: probe.real, n: tested, meaning: "after learning from as many real images" } }),
      better: "higher",
    }),
    ...(contradicted === undefined
      ? []
      : [
          measure({
            name: "share of images that a recogniser of real ones sees in another class than was asked for",
            ...exactShareInterval({ hits: contradicted.rows.length, n: worth.count }),
            floor: {
              value: contradicted.ofReal,
              n: contradicted.realCount,
              meaning: "real test images, seen in another class than their own",
            },
            better: "lower" as const,
          }),
        ]),
    ...found.without.map(({ what, left, worth: rest }) =>
      rest === null
        ? measure({
            name: `real images that they are worth without those ${what}`,
            value: null,
            reason: `Only ${left} are left.`,
            n: left,
            better: "higher",
          })
        : measure({
            name: `real images that they are worth without those ${what}`,
            value: rest.value,
            interval: rest.interval,
            n: left,
            better: "higher",
          }),
    ),
  ];
}

const shareOfTests = (share: number, n: number): Estimate =>
  exactShareInterval({ hits: Math.round(share * n), n });
