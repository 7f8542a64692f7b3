import { concatRows, type NdArray, type TableFigure } from "@ganlens/core";
import { nearestRows } from "../../copies/nearest-rows.ts";
import type { PixelCodes } from "../../copies/pixel-codes.ts";
import type { ControlImages } from "../../real/control-images.ts";
import { percent, short, withInterval } from "../../words/numbers.ts";
import type { Found, Judge } from "./judge.ts";
import type { Outside } from "./outside.ts";

/** Every class and kind: how often it is drawn, and how many of its kept real images lie outside of what it draws. */
export async function groupTable(
  { classes, kinds, outside }: { readonly classes: Found; readonly kinds: Found; readonly outside: Outside },
  {
    images,
    judge,
    pixels,
    kept,
    nameOf,
  }: {
    readonly images: ControlImages;
    readonly judge: Judge;
    readonly pixels: PixelCodes;
    /** "held-out", or "set-aside" where the generator has seen them. */
    readonly kept: string;
    readonly nameOf: (label: number) => string;
  },
): Promise<TableFigure> {
  const labels = images.labels === undefined ? [] : [...images.labels.known, ...images.labels.placebo];
  const ofKind =
    "reason" in judge.kinds
      ? []
      : await kindsOf(concatRows([images.known, images.placebo]), judge.kinds.centres, pixels);
  const outsideIn = (groups: readonly number[], group: number): string => {
    const members = groups.flatMap((each, row) => (each === group ? [row] : []));
    const out = members.filter((row) => outside.isOutside[row]).length;
    return members.length === 0 ? "none to look at" : `${out} of ${members.length}`;
  };
  const rowsOf = (what: string, found: Found, groups: readonly number[], name: (group: number) => string) =>
    "reason" in found
      ? []
      : found.groups.map(({ group, real, ratio, interval, beyond }) => [
          `${what} ${name(group)}`,
          unbroken(percent(real)),
          unbroken(percent(real * ratio)),
          withInterval({ value: ratio, interval }, (value) => short(Number(value.toPrecision(2)))),
          beyond === undefined ? "" : beyond === "few" ? "too seldom" : "too often",
          outsideIn(groups, group),
        ]);
  return {
    kind: "table",
    id: "groups",
    title: "Every class and kind of real images",
    caption: `Its share among real and among generated images, their ratio with its 95 % interval, and how many of its ${kept} real images an autoencoder of generated images rebuilds worse than 95 % of generated ones (5 % would be by chance).`,
    columns: ["group", "real", "generated", "times", "surely", "outside"],
    rows: [...rowsOf("class", classes, labels, nameOf), ...rowsOf("kind", kinds, ofKind, String)],
  };
}

/** Narrow columns must not part a number from its sign. */
function unbroken(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}

async function kindsOf(images: NdArray, centres: NdArray, pixels: PixelCodes): Promise<readonly number[]> {
  const { rows } = await nearestRows({ queries: await pixels.codes(images), points: centres, k: 1 });
  return [...rows];
}
