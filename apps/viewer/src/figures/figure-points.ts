import { type Figure, type LensResult, lensFolder } from "@ganlens/core";
import { formatNumber } from "@ganlens/report";
import { itemId } from "../items/item-id.ts";

/** One point of a drawing that can be read: where it lies in the figure's own numbers, and what there is to say of it. */
export interface FigurePoint {
  readonly x: number;
  readonly y: number;
  /** What it is: its own label, or that of its group, curve or step. */
  readonly name: string;
  /** Its values, in words. */
  readonly values: string;
  /** The image that it stands for, where the run holds it: the id of an item. */
  readonly item?: string;
}

/**
 * The points of a scatter plot, and those of the curves of a line chart; none for other figures.
 *
 * @param images label → item, from `labelledImages`: a point whose label is that of an image stands for it
 */
export function figurePoints(figure: Figure, images: ReadonlyMap<string, string>): readonly FigurePoint[] {
  if (figure.kind === "scatter") {
    return figure.groups.flatMap(({ name, points }) =>
      points.map(({ x, y, label }) => {
        const item = label === undefined ? undefined : images.get(label);
        const values = `${figure.x.label} ${formatNumber(x)}, ${figure.y.label} ${formatNumber(y)}`;
        return {
          x,
          y,
          ...(label === undefined || label === ""
            ? { name, values }
            : { name: label, values: `${name}, ${values}` }),
          ...(item === undefined ? {} : { item }),
        };
      }),
    );
  }
  if (figure.kind !== "line") return [];
  return figure.series.flatMap(({ name, points }) =>
    points.map(({ x, y, low, high }) => {
      const interval =
        low === undefined || high === undefined ? "" : ` [${formatNumber(low)} to ${formatNumber(high)}]`;
      return {
        x,
        y,
        name: `${name}, ${figure.x.label} ${formatNumber(x)}`,
        values: `${formatNumber(y)}${interval}`,
      };
    }),
  );
}

/** The images in the pictures of a lens, by their labels; a label that several bear names none of them. */
export function labelledImages(result: LensResult): ReadonlyMap<string, string> {
  const found = new Map<string, string | null>();
  for (const figure of result.figures) {
    if (figure.kind !== "image-grid") continue;
    for (const [index, { label, real }] of figure.tiles.entries()) {
      const item = { lens: lensFolder(result), figure: figure.id, index };
      found.set(label, found.has(label) ? null : itemId({ kind: real === true ? "real" : "made", ...item }));
    }
  }
  return new Map([...found].filter((each): each is [string, string] => each[1] !== null));
}

/** One point for each step that was logged, with all losses of it, so that a chart is read step by step. */
export function lossPoints(
  logged: readonly { readonly step: number; readonly losses: Readonly<Record<string, number | null>> }[],
): readonly FigurePoint[] {
  return logged.flatMap(({ step, losses }) => {
    const numbers = Object.entries(losses).filter((each): each is [string, number] => each[1] !== null);
    const first = numbers[0]?.[1];
    if (first === undefined) return [];
    const values = numbers.map(([name, value]) => `${name} ${formatNumber(value)}`).join(", ");
    return [{ x: step, y: first, name: `step ${formatNumber(step)}`, values }];
  });
}
