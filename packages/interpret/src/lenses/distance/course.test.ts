import { openBackend } from "@ganlens/backend";
import type { NdArray } from "@ganlens/core";
import { beforeAll, describe, expect, it } from "vitest";
import { pixelComponentsSpace } from "../../features/pixel-components-space.ts";
import { gap, nullRow } from "../../testdata/distance-findings.ts";
import { fields, plantedContext, plantedSubject, withinUnit } from "../../testdata/planted-subject.ts";
import { smoothPictures } from "../../testdata/smooth-pictures.ts";
import { courseOf } from "./course.ts";
import { courseVerdict } from "./course-words.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
});

const training = smoothPictures(1000, "training");

describe("the second half of training", () => {
  const series = (at: (checkpoint: number | undefined) => number) =>
    withinUnit(
      plantedSubject({
        size: 12,
        realRank: 12,
        checkpoints: [0, 50, 100],
        count: 900,
        generate: ({ z }, checkpoint) => fields(z, at(checkpoint)),
      }),
    );
  const courseFor = async (subject: ReturnType<typeof plantedSubject>) => {
    const held = (await subject.real.open("held-out")).batches();
    const { value } = await held[Symbol.asyncIterator]().next();
    const reference = (value as { x: NdArray }).x;
    const space = pixelComponentsSpace(reference);
    const context = plantedContext();
    const options = { subject: { ...subject, step: 100 }, space, reference, training, count: 400, context };
    const course = await courseOf(options).finally(() => space.dispose());
    if (course === undefined) throw new Error("no course");
    return { step: course.step, said: courseVerdict(course, { effort: "quick" }, [nullRow("course")])[0] };
  };

  it.each([
    ["stood still", () => 12, /no nearer that could be told/],
    ["got better", (checkpoint: number | undefined) => (checkpoint === 50 ? 3 : 12), /still coming nearer/],
    ["got worse", (checkpoint: number | undefined) => (checkpoint === 50 ? 12 : 3), /moved away/],
  ])("that %s is said to have done so", async (_, at, words) => {
    const { step, said } = await courseFor(series(at));
    expect(step).toBe(50);
    expect(said?.headline).toMatch(words);
  });

  it("is not spoken of without a null row, nor where half of the way gave nothing finite", async () => {
    const course = { step: 50, change: gap(1), judged: gap(1), controls: [] };
    expect(courseVerdict(course, { effort: "quick" }, [])).toEqual([]);
    const broken = plantedSubject({
      size: 12,
      realRank: 12,
      checkpoints: [0, 50, 100],
      generate: ({ z }, checkpoint) => {
        const x = fields(z, 12);
        return checkpoint === 50 ? { ...x, data: x.data.fill(Number.NaN) } : x;
      },
    });
    const subject = { ...broken, step: 100 };
    const reference = smoothPictures(200, "reference");
    const space = pixelComponentsSpace(reference);
    const context = plantedContext();
    expect(await courseOf({ subject, space, reference, training, count: 200, context })).toBeUndefined();
    space.dispose();
  });
});
