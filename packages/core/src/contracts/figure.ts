import * as z from "zod";

/** What every figure carries: a stable id, a title, and a caption that says how to read it. */
interface FigureBase {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
}

/** An axis with its unit in the label. */
export interface Axis {
  readonly label: string;
  readonly scale?: "linear" | "log";
}

/**
 * Equal tiles in one PNG that lies beside the result, row by row.
 *
 * `rowLabels` and `columnLabels`, where given, name the rows and columns; `tiles` says what each tile is, row by row,
 * and is the table behind the figure.
 */
export interface ImageGridFigure extends FigureBase {
  readonly kind: "image-grid";
  /** File name of the PNG, relative to the lens's folder. */
  readonly image: string;
  readonly columns: number;
  /** Height and width of one tile in pixels of the PNG. */
  readonly tileSize: readonly [number, number];
  readonly tiles: readonly { readonly label: string; readonly value?: number; readonly real?: boolean }[];
  readonly rowLabels?: readonly string[];
  readonly columnLabels?: readonly string[];
  /** True when real data can be seen, so that a report may leave the picture out. */
  readonly showsRealData: boolean;
}

/** Curves with optional bands. */
export interface LineFigure extends FigureBase {
  readonly kind: "line";
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly {
    readonly name: string;
    readonly points: readonly {
      readonly x: number;
      readonly y: number;
      readonly low?: number;
      readonly high?: number;
    }[];
    /** Drawn dashed: a yardstick, floor or control. */
    readonly dashed?: boolean;
  }[];
}

/** Bars with optional intervals. */
export interface BarFigure extends FigureBase {
  readonly kind: "bar";
  readonly x: Axis;
  readonly y: Axis;
  readonly bars: readonly {
    readonly label: string;
    readonly group?: string;
    readonly value: number;
    readonly low?: number;
    readonly high?: number;
  }[];
}

/** Points in groups. */
export interface ScatterFigure extends FigureBase {
  readonly kind: "scatter";
  readonly x: Axis;
  readonly y: Axis;
  readonly groups: readonly {
    readonly name: string;
    readonly points: readonly { readonly x: number; readonly y: number; readonly label?: string }[];
  }[];
}

/** A matrix of values, row by row. */
export interface HeatMapFigure extends FigureBase {
  readonly kind: "heat-map";
  readonly x: Axis;
  readonly y: Axis;
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  readonly values: readonly (readonly (number | null)[])[];
}

/** Counts in bins; `edges` is one longer than each `counts`. */
export interface HistogramFigure extends FigureBase {
  readonly kind: "histogram";
  readonly x: Axis;
  readonly edges: readonly number[];
  readonly series: readonly { readonly name: string; readonly counts: readonly number[] }[];
}

/** A plain table. */
export interface TableFigure extends FigureBase {
  readonly kind: "table";
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Data, not drawings: the report and the viewer draw the same specification. */
export type Figure =
  | ImageGridFigure
  | LineFigure
  | BarFigure
  | ScatterFigure
  | HeatMapFigure
  | HistogramFigure
  | TableFigure;

const base = { id: z.string().regex(/^[a-z0-9-]+$/), title: z.string(), caption: z.string() };
const axis = z.strictObject({ label: z.string(), scale: z.enum(["linear", "log"]).exactOptional() });
/** A file name without any path: nothing outside the lens's own folder can be named. */
const fileName = z.string().regex(/^[a-z0-9][a-z0-9._-]*$/);

export const figureSchema: z.ZodType<Figure> = z.discriminatedUnion("kind", [
  z.strictObject({
    ...base,
    kind: z.literal("image-grid"),
    image: fileName,
    columns: z.int().positive(),
    tileSize: z.tuple([z.int().positive(), z.int().positive()]),
    tiles: z.array(
      z.strictObject({
        label: z.string(),
        value: z.number().exactOptional(),
        real: z.boolean().exactOptional(),
      }),
    ),
    rowLabels: z.array(z.string()).exactOptional(),
    columnLabels: z.array(z.string()).exactOptional(),
    showsRealData: z.boolean(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal("line"),
    x: axis,
    y: axis,
    series: z.array(
      z.strictObject({
        name: z.string(),
        points: z.array(
          z.strictObject({
            x: z.number(),
            y: z.number(),
            low: z.number().exactOptional(),
            high: z.number().exactOptional(),
          }),
        ),
        dashed: z.boolean().exactOptional(),
      }),
    ),
  }),
  z.strictObject({
    ...base,
    kind: z.literal("bar"),
    x: axis,
    y: axis,
    bars: z.array(
      z.strictObject({
        label: z.string(),
        group: z.string().exactOptional(),
        value: z.number(),
        low: z.number().exactOptional(),
        high: z.number().exactOptional(),
      }),
    ),
  }),
  z.strictObject({
    ...base,
    kind: z.literal("scatter"),
    x: axis,
    y: axis,
    groups: z.array(
      z.strictObject({
        name: z.string(),
        points: z.array(z.strictObject({ x: z.number(), y: z.number(), label: z.string().exactOptional() })),
      }),
    ),
  }),
  z.strictObject({
    ...base,
    kind: z.literal("heat-map"),
    x: axis,
    y: axis,
    columns: z.array(z.string()),
    rows: z.array(z.string()),
    values: z.array(z.array(z.number().nullable())),
  }),
  z.strictObject({
    ...base,
    kind: z.literal("histogram"),
    x: axis,
    edges: z.array(z.number()),
    series: z.array(z.strictObject({ name: z.string(), counts: z.array(z.number().nonnegative()) })),
  }),
  z.strictObject({
    ...base,
    kind: z.literal("table"),
    columns: z.array(z.string()),
    rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  }),
]);
