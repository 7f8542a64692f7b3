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

  it("refuses to take a mean over nothing", async () => {
    const subject = plantedSubject({ size: 3, realRank: 3, generate: ({ z }) => fields(z, 3) });
    await expect(
      meanJacobianGram(subject, { z: { data: new Float32Array(0), shape: [0, 3] } }),
    ).rejects.toThrow(/at least one/);
  });
});
