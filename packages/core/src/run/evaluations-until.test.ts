import { expect, it } from "vitest";
import type { Evaluation } from "../contracts/evaluation.ts";
import { evaluationsUntil } from "./evaluations-until.ts";

const evaluation = (step: number): Evaluation => ({
  step,
  samples: 50,
  features: "PCA-2 of pixels",
  measures: { recall: { value: 0.5, floor: 0.9, interval: null, better: "higher" } },
  classes: null,
  best: { measure: "recall", step, value: 0.5 },
});
const line = (step: number) => JSON.stringify(evaluation(step));

it("keeps the lines up to a step as they were written, without a last one that was not finished", () => {
  const text = `${line(2)}\n ${line(4)}\n${line(6)}\n{"step"`;
  expect(evaluationsUntil(text, 4)).toEqual({
    lines: [line(2), ` ${line(4)}`],
    last: evaluation(4),
    fault: undefined,
  });
  expect(evaluationsUntil("", 4)).toEqual({ lines: [], last: undefined, fault: undefined });
});

it.each(["", "{}", "null", '{"step":3;', line(3).replace("0.5", "1e999")])(
  "names a line that cannot be read, and keeps the others: %s",
  (damaged) => {
    const { lines, fault } = evaluationsUntil(`${line(2)}\n${damaged}\n${line(4)}\n`, 4);
    expect(fault).toBe("Line 2 of evaluations.ndjson cannot be read.");
    expect(lines).toEqual([line(2), line(4)]);
  },
);
