import { describe, expect, it } from "vitest";
import { brierScore, expectedCalibrationError, logLoss } from "./calibration.ts";
import { classificationReport } from "./classification-report.ts";

const forecast = {
  probabilities: { data: Float64Array.from([0.75, 0.25, 0.75, 0.25, 0.75, 0.25, 0.25, 0.75]), shape: [4, 2] },
  labels: [0, 0, 0, 0],
};

describe("calibration", () => {
  it("is 0 where three of four at .75 come true", () => {
    expect(expectedCalibrationError(forecast)).toBeCloseTo(0, 12);
    expect(expectedCalibrationError({ ...forecast, labels: [1, 1, 1, 0] })).toBeCloseTo(0.75, 12);
  });

  it("keeps gaps of different bins apart", () => {
    const two = { data: Float64Array.from([1, 0, 0.5, 0.5]), shape: [2, 2] };
    // Confidence 1 that fails, ½ that comes true.
    expect(expectedCalibrationError({ probabilities: two, labels: [1, 0] })).toBeCloseTo((1 + 0.5) / 2, 12);
    expect(expectedCalibrationError({ probabilities: two, labels: [1, 0], bins: 1 })).toBeCloseTo(0.25, 12);
  });

  it("has Brier scores and log losses with an interval", () => {
    const brier = brierScore(forecast);
    expect(brier.value).toBeCloseTo((3 * 2 * 0.25 ** 2 + 2 * 0.75 ** 2) / 4, 12);
    expect(brier.interval.low).toBeLessThan(brier.value);
    expect(logLoss(forecast).value).toBeCloseTo(-(3 * Math.log(0.75) + Math.log(0.25)) / 4, 12);
    const sure = { probabilities: { data: Float64Array.from([1, 0, 1, 0]), shape: [2, 2] }, labels: [1, 1] };
    expect(logLoss(sure).value).toBeCloseTo(-Math.log(Number.EPSILON), 12);
    expect(brierScore(sure).value).toBe(2);
  });

  it.each([expectedCalibrationError, brierScore, logLoss])(
    "%o refuses scores and labels out of range",
    (score) => {
      const scores = { data: Float64Array.from([3, -2, 0.5, 0.5]), shape: [2, 2] };
      expect(() => score({ probabilities: scores, labels: [0, 1] })).toThrow(/distributions.*row 0/);
      expect(() => score({ ...forecast, labels: [0, 0, 0, 2] })).toThrow(/0…1/);
      expect(() => score({ ...forecast, labels: [0] })).toThrow(/4 labels/);
      expect(() => expectedCalibrationError({ ...forecast, bins: 0 })).toThrow(/1 bin/);
    },
  );
});

describe("classificationReport", () => {
  it("has closed forms for two classes", () => {
    const report = classificationReport({ truth: [1, 1, 1, 0, 0, 0], predicted: [1, 1, 0, 0, 0, 1] });
    expect([...report.confusion.data]).toEqual([2, 1, 1, 2]);
    expect(report.accuracy).toBeCloseTo(2 / 3, 12);
    expect(report.kappa).toBeCloseTo(1 / 3, 12);
    expect(report.matthews).toBeCloseTo((4 - 1) / 9, 12);
    expect(report.macroF1).toBeCloseTo(2 / 3, 12);
  });

  it("leaves classes that neither occur nor are predicted out of means", () => {
    const report = classificationReport({ truth: [0, 2], predicted: [0, 2], classes: 5 });
    expect(report).toMatchObject({ balancedAccuracy: 1, macroF1: 1, weightedF1: 1, kappa: 1, matthews: 1 });
    const one = classificationReport({ truth: [0, 0], predicted: [0, 0] });
    expect(one).toMatchObject({ accuracy: 1, kappa: 0, matthews: 0 });
  });

  it("refuses labels out of range, none and lengths that differ", () => {
    expect(() => classificationReport({ truth: [], predicted: [] })).toThrow(/none/);
    expect(() => classificationReport({ truth: [0], predicted: [] })).toThrow(/as many/);
    expect(() => classificationReport({ truth: [0], predicted: [0.5] })).toThrow(/received 0.5/);
    expect(() => classificationReport({ truth: [0, 2], predicted: [0, 1], classes: 2 })).toThrow(/0…1/);
  });
});
