import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { fields, plantedSubject } from "../testdata/planted-subject.ts";
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

  it("refuses to take a mean over nothing", async () => {
    const subject = plantedSubject({ size: 3, realRank: 3, generate: ({ z }) => fields(z, 3) });
    await expect(
      meanJacobianGram(subject, { z: { data: new Float32Array(0), shape: [0, 3] } }),
    ).rejects.toThrow(/at least one/);
  });
});
