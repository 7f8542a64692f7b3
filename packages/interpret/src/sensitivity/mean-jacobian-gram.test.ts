import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { fields, plantedSubject } from "../testdata/planted-subject.ts";
import { addGram } from "./add-gram.ts";
import { jacobianGrams } from "./jacobian-grams.ts";
import { meanJacobianGram } from "./mean-jacobian-gram.ts";

describe("meanJacobianGram", () => {
  const z = { data: Random.fromSeed(2).normal(4 * 3), shape: [4, 3] };

  it("is WᵀW for a linear generator", async () => {
    const subject = plantedSubject({ size: 3, realRank: 3, generate: ({ z }) => fields(z, 3) });
    const gram = await meanJacobianGram(subject, { z });
    const unit = fields(
      { data: Float32Array.from([0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]), shape: [4, 3] },
      3,
    ).data;
    const column = (i: number) =>
      Float64Array.from({ length: 64 }, (_, p) => (unit[(i + 1) * 64 + p] as number) - (unit[p] as number));
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        const expected = column(i).reduce((sum, value, p) => sum + value * (column(j)[p] as number), 0);
        expect(gram.data[i * 3 + j]).toBeCloseTo(expected, 4);
      }
    }
  });

  it("is zero along noise that the generator ignores", async () => {
    const subject = plantedSubject({ size: 3, realRank: 3, generate: ({ z }) => fields(z, 2) });
    const { data } = await meanJacobianGram(subject, { z });
    expect([data[2], data[5], data[8]]).toEqual([0, 0, 0]);
    expect(data[0]).toBeGreaterThan(0);
  });

  it("leaves out points beside which images are not finite", async () => {
    const edge = 0.01;
    const broken = plantedSubject({
      size: 3,
      realRank: 3,
      generate: ({ z }) => {
        const { data, shape } = fields(z, 3);
        const isLost = (i: number) => (z.data[3 * Math.floor(i / 64)] as number) < edge;
        return { data: data.map((value, i) => (isLost(i) ? Number.NaN : value)), shape };
      },
    });
    const whole = plantedSubject({ size: 3, realRank: 3, generate: ({ z }) => fields(z, 3) });
    const points = { data: Float32Array.of(1, 0, 0, 0.02, 0, 0), shape: [2, 3] };
    const first = { data: points.data.slice(0, 3), shape: [1, 3] };
    const { data } = await meanJacobianGram(broken, { z: points });
    expect(data).toEqual((await meanJacobianGram(whole, { z: first })).data);
    const lost = { data: Float32Array.of(0.02, 0, 0), shape: [1, 3] };
    await expect(meanJacobianGram(broken, { z: lost })).rejects.toThrow(/not finite beside each/);
  });

  it("deals points out to groups whose mean is the whole, without those that are lost", async () => {
    const d = 5;
    const lost = 3;
    const points = { data: Random.fromSeed(4).normal(11 * d), shape: [11, d] };
    const subject = plantedSubject({
      size: d,
      realRank: d,
      generate: ({ z }) => {
        const { data, shape } = fields({ ...z, data: z.data.map((value) => Math.tanh(value)) }, d);
        const isLost = (i: number) =>
          Math.abs((z.data[d * Math.floor(i / 64) + 1] as number) - (points.data[lost * d + 1] as number)) <
          1e-6;
        return { data: data.map((value, i) => (isLost(i) ? Number.NaN : value)), shape };
      },
    });
    const whole = await meanJacobianGram(subject, { z: points });
    const { gram, groupGrams, groupUsed, used } = await meanJacobianGram(
      subject,
      { z: points },
      { groups: 3 },
    );
    expect([used, groupUsed, groupGrams.length]).toEqual([10, [4, 3, 3], 3]);
    for (let entry = 0; entry < d * d; entry++) {
      const mean =
        groupGrams.reduce((sum, { data }, k) => sum + (data[entry] as number) * (groupUsed[k] as number), 0) /
        used;
      expect(mean).toBeCloseTo(gram.data[entry] as number, 12);
      expect(gram.data[entry]).toBeCloseTo(whole.data[entry] as number, 12);
      expect(gram.data[entry]).toBe(gram.data[(entry % d) * d + Math.floor(entry / d)]);
    }
    expect(groupGrams[0]?.data).not.toEqual(groupGrams[1]?.data);
    // The first group has points 0, 4, 7 and 10: the fourth is lost.
    const rows = [0, 4, 7, 10].flatMap((point) => [...points.data.slice(point * d, (point + 1) * d)]);
    const alone = await meanJacobianGram(subject, { z: { data: Float32Array.from(rows), shape: [4, d] } });
    expect(groupGrams[0]?.data).toEqual(alone.data);
    const few = await meanJacobianGram(subject, { z: points }, { groups: 40 });
    expect([few.groupUsed, few.gram.data.every(Number.isFinite)]).toEqual([Array(10).fill(1), true]);
    await expect(meanJacobianGram(subject, { z: points }, { groups: 0 })).rejects.toThrow(
      /at least one group/,
    );
  });

  it("keeps each point's label, also where several are drawn at once", async () => {
    const seen: (readonly [number, number])[] = [];
    const subject = plantedSubject({
      size: 2,
      realRank: 2,
      generate: (latents) => {
        for (let row = 0; row < (latents.z.shape[0] as number); row++) {
          seen.push([Math.round(latents.z.data[2 * row] as number), latents.labels?.[row] as number]);
        }
        return fields(latents.z, 2);
      },
    });
    const points = { data: Float32Array.of(1, 0, 2, 0, 3, 0), shape: [3, 2] };
    await meanJacobianGram(subject, { z: points, labels: Int32Array.of(10, 20, 30) });
    expect(seen).toEqual([1, 2, 3].flatMap((of) => Array(4).fill([of, 10 * of])));
  });

  it("multiplies rows of any number and width as the definition says", () => {
    for (const [d, width] of [
      [1, 1],
      [3, 300],
      [6, 256],
      [9, 515],
    ] as const) {
      const rows = Float64Array.from(Random.fromSeed(d).normal(d * width));
      const sum = new Float64Array(d * d).fill(1);
      addGram(sum, rows, width);
      for (let i = 0; i < d; i++) {
        for (let j = 0; j < d; j++) {
          let dot = 1;
          for (let k = 0; k < width; k++)
            dot += (rows[i * width + k] as number) * (rows[j * width + k] as number);
          expect(sum[i * d + j]).toBeCloseTo(dot, 9);
        }
      }
    }
  });

  it("stops between two batches of images, and tells how far it is", async () => {
    let drawn = 0;
    const controller = new AbortController();
    const subject = plantedSubject({
      size: 200,
      realRank: 3,
      generate: ({ z }) => {
        drawn++;
        return fields(z, 3);
      },
    });
    const points = { z: { data: new Float32Array(10 * 200), shape: [10, 200] } };
    const grams = jacobianGrams(subject, points, { signal: controller.signal });
    expect((await grams.next()).value).toBeCloseTo(0.2, 12);
    controller.abort();
    await expect(grams.next()).rejects.toMatchObject({ code: "cancelled" });
    expect(drawn).toBe(1);
  });

  it("refuses to take a mean over nothing", async () => {
    const subject = plantedSubject({ size: 3, realRank: 3, generate: ({ z }) => fields(z, 3) });
    await expect(
      meanJacobianGram(subject, { z: { data: new Float32Array(0), shape: [0, 3] } }),
    ).rejects.toThrow(/at least one/);
  });
});
