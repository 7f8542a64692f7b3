import type { BarFigure, HeatMapFigure } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { drawFigure } from "./draw-figure.ts";
import { createDocument } from "./node/create-document.ts";

const base = { id: "one", title: "One", caption: "", x: { label: "of" }, y: { label: "value" } };

/** Sizes of the bars with a value of 4 and 1: the longer side says which way they stand. */
function barSizes(labels: readonly string[], width: number): readonly { width: number; height: number }[] {
  const bars = labels.map((label, at) => ({ label, value: at === 0 ? 4 : 1 }));
  const figure: BarFigure = { ...base, kind: "bar", bars };
  const drawn = drawFigure(figure, { document: createDocument(), width });
  return [...drawn.querySelectorAll("rect")].map((bar) => ({
    width: Number(bar.getAttribute("width")),
    height: Number(bar.getAttribute("height")),
  }));
}

function legendOf(values: HeatMapFigure["values"]): readonly (string | null)[] {
  const columns = values[0]?.map((_, at) => String(at)) ?? [];
  const rows = values.map((_, at) => String(at));
  const figure: HeatMapFigure = { ...base, kind: "heat-map", columns, rows, values };
  const drawn = drawFigure(figure, { document: createDocument(), width: 528 });
  return [...drawn.querySelectorAll(".legend-scale span")].map((each) => each.textContent);
}

describe("drawFigure", () => {
  it("stands bars up where each label fits in three lines, and lays them down elsewhere", () => {
    const labels = ["a name with many short words in it", "b", "c", "d", "e"];
    const [tall, short] = barSizes(labels, 1104);
    expect(tall?.height).toBeCloseTo(4 * (short?.height ?? 0), 0);
    expect(tall?.width).toBe(short?.width);
    const [long, brief] = barSizes(labels, 288);
    expect(long?.width).toBeCloseTo(4 * (brief?.width ?? 0), 0);
    expect(long?.height).toBe(brief?.height);
  });

  it("begins and ends the scale of a heat map at numbers that can be read", () => {
    expect(legendOf([[4.07e-18, 0.5, 1]])).toEqual(["0", "1"]);
    expect(legendOf([[0.5123, 0.9876]])).toEqual(["0.51", "0.99"]);
    expect(legendOf([[-0.2512, 0.5]])).toEqual(["−0.50", "0.50"]);
    expect(legendOf([[-3, -1]])).toEqual(["−3", "−1"]);
  });
});
