import { type Place, placeSchema } from "../state/view-state.ts";

/** Something that can be selected, pinned and compared. */
export type Item =
  /** A place in the grid of samples that training draws at fixed inputs, at the step that is looked at. */
  | { readonly kind: "tile"; readonly index: number }
  /** An image of the data set that a lens has put into one of its figures. */
  | ({ readonly kind: "real" } & TileOfLens)
  /** Another image of such a figure. */
  | ({ readonly kind: "made" } & TileOfLens)
  /** One of the samples that the run was given instead of a generator. */
  | { readonly kind: "given"; readonly index: number }
  /** What the generator makes of one point. */
  | { readonly kind: "place"; readonly place: Place };

/** A tile of a figure of a lens; the lens by its folder. */
interface TileOfLens {
  readonly lens: string;
  readonly figure: string;
  readonly index: number;
}

/** A short name of an item: letters, digits and `-._` only. */
export function itemId(item: Item): string {
  if (item.kind === "tile" || item.kind === "given") return `${item.kind}-${item.index}`;
  if (item.kind === "real" || item.kind === "made") {
    return `${item.kind}-${item.lens.replaceAll("-", "_")}-${item.figure.replaceAll("-", "_")}-${item.index}`;
  }
  const { from, seed, row, label, basis } = item.place;
  const moved = Object.entries(item.place.along).map(([direction, value]) => {
    const digits = String(Number(Math.abs(value).toFixed(5)));
    return `${direction}${value < 0 ? "m" : "p"}${digits.includes("e") ? "0" : digits}`;
  });
  const along = basis === null ? "any" : basis.replaceAll("-", "_");
  const end = moved.length === 0 ? "" : `-${along}-${moved.join("_")}`;
  // A seed is a number, an answer's name begins with a letter; of an answer's row the seed says nothing.
  return `place-${from === null ? seed : from.replaceAll("-", "_")}-${row}-${label ?? "any"}${end}`;
}

/** The item of a name; `null` where there is none. */
export function parseItemId(id: string): Item | null {
  const [kind, ...parts] = id.split("-");
  if ((kind === "tile" || kind === "given") && parts.length === 1) {
    return withIndex(parts[0], (index) => ({ kind, index }));
  }
  if ((kind === "real" || kind === "made") && parts.length === 3) {
    const [lens = "", figure = ""] = parts.map((part) => part.replaceAll("_", "-"));
    return withIndex(parts[2], (index) => ({ kind, lens, figure, index }));
  }
  return kind === "place" ? parsedPlace(parts) : null;
}

function withIndex(text: string | undefined, make: (index: number) => Item): Item | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? make(Number(text)) : null;
}

function parsedPlace([origin = "", row, label, basis = "any", moved = ""]: readonly string[]): Item | null {
  const along: Record<string, number> = {};
  for (const part of moved === "" ? [] : moved.split("_")) {
    const found = /^(\d{1,4})([mp])(\d+(?:\.\d+)?)$/.exec(part);
    if (found === null) return null;
    along[found[1] as string] = (found[2] === "m" ? -1 : 1) * Number(found[3]);
  }
  const place = placeSchema.safeParse({
    ...(/^[a-z]/.test(origin)
      ? { from: origin.replaceAll("_", "-"), seed: 0 }
      : { from: null, seed: Number(origin) }),
    row: Number(row),
    label: label === "any" ? null : Number(label),
    basis: basis === "any" ? null : basis.replaceAll("_", "-"),
    along,
  });
  return place.success ? { kind: "place", place: place.data } : null;
}
