import { expect, it } from "vitest";
import { metricsCsv } from "./metrics-csv.ts";

const line = (step: number, losses: Record<string, number | null>) =>
  `${JSON.stringify({ step, losses, time: { imagesPerSecond: 10 } })}\n`;

it("has a column for every number of any step, and says what could not be read", () => {
  const text = `${line(1, { generator: 0.5 })}{"step":\n${line(2, { generator: null, discriminator: -1.25 })}`;
  expect(metricsCsv(text)).toEqual({
    csv: "step,generator,images per second,discriminator\r\n1,0.5,10,\r\n2,,10,-1.25\r\n",
    broken: [2],
  });
});

it("has what nothing minimises behind the losses", () => {
  const text = JSON.stringify({
    step: 1,
    losses: { generator: 0.5 },
    parts: { "discriminator/real-error": 0.25 },
  });
  expect(metricsCsv(text).csv).toBe(
    "step,generator,discriminator/real-error,images per second\r\n1,0.5,0.25,\r\n",
  );
});

it("quotes names that hold a comma, a quotation mark or a line break", () => {
  const { csv } = metricsCsv(line(1, { 'a,"b"\n': 1 }));
  expect(csv.split("\r\n")[0]).toBe('step,"a,""b""\n",images per second');
});
