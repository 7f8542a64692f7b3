import { canonicalJson } from "@ganlens/core";
import { expect, it } from "vitest";
import { pixelComponentsSpace } from "../../features/pixel-components-space.ts";
import { realSet } from "../../sets/draw-set.ts";
import { defineSubject } from "../../subject/define-subject.ts";
import { linearGenerator } from "../../testdata/planted/planted-generators.ts";
import { plantedContext } from "../../testdata/planted-subject.ts";
import { distanceOverTraining } from "./distance-over-training.ts";

const generator = linearGenerator({ rank: 4, idle: 0, heldOutCount: 200, trainCount: 200 });
/** Above which a value of the first input gives an image that is not finite: at all, few, half or none of the latents. */
const limits = new Map([
  [0, Number.NEGATIVE_INFINITY],
  [1, Number.NEGATIVE_INFINITY],
  [2, 1.96],
  [3, 0],
  [4, Number.POSITIVE_INFINITY],
]);
const checkpoints = [...limits.keys()];
const subject = defineSubject({
  name: "breaks at times",
  fingerprint: canonicalJson({ breaks: "at times" }),
  imageShape: [8, 8, 1],
  latent: { parts: [{ kind: "noise", name: "noise", size: 4, prior: "normal" }] },
  checkpoints,
  async generate(latents, { checkpoint = 4 } = {}) {
    const { data, shape } = await generator.generate(latents);
    const limit = limits.get(checkpoint) as number;
    const isBroken = (i: number) => (latents.z.data[Math.floor(i / 64) * 4] as number) > limit;
    return { data: data.map((value, i) => (isBroken(i) ? Number.NaN : value)), shape };
  },
});

it("has no point where an early checkpoint draws hardly anything finite, and shows it nevertheless", async () => {
  const others = (await realSet(generator, "train")).x;
  const first = (await realSet(generator, "held-out")).x;
  const context = plantedContext();
  const [line, grid] = await distanceOverTraining({
    subject,
    space: pixelComponentsSpace(others),
    real: { meaning: "real images", first, second: others, ofHeldOut: true, others },
    count: 200,
    context,
  });
  if (line?.kind !== "line" || grid?.kind !== "image-grid") throw new Error("Expected a line and a grid.");
  const points = line.series[0]?.points ?? [];
  expect(points.map(({ x }) => x)).toEqual([2, 4]);
  expect(points.every(({ y }) => Number.isFinite(y) && y < 1)).toBe(true);
  expect(grid.rowLabels).toEqual(checkpoints.map((step) => `step ${step}`));
  expect(await context.store.has(`lenses/planted/${grid.image}`)).toBe(true);
});
