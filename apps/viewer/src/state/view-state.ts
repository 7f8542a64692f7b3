import * as z from "zod";

export const screens = ["overview", "training", "lenses", "latent", "samples"] as const;
export type Screen = (typeof screens)[number];

/** What sliders move where no directions of a lens are chosen. */
export const singleInputs = "inputs";

export const sampleOrders = ["worst", "best", "drawn"] as const;
export type SampleOrder = (typeof sampleOrders)[number];

/** Most items that are kept beside each other. */
export const mostPinned = 6;

/** One point of the generator's input: a drawn one, moved along some directions. */
export interface Place {
  /** The answer whose stored latents the row is of, by its folder; `null` for a point that is drawn from a seed. */
  readonly from: string | null;
  /** Seed and row of the drawn point. */
  readonly seed: number;
  readonly row: number;
  /** Class of a conditional generator; `null` for the one that was drawn. */
  readonly label: number | null;
  /** What the sliders move: directions of a lens ("identifiability.readable"), "inputs", or `null` for the first there are. */
  readonly basis: string | null;
  /** Direction → coordinate along it, where it was moved. */
  readonly along: Readonly<Record<string, number>>;
}

/** What the panels show: plain JSON, in the address, undoable. */
export interface ViewState {
  readonly screen: Screen;
  /** The lens that is read; `null` for the first. */
  readonly lens: string | null;
  /** The step that is looked at; `null` for the newest. */
  readonly step: number | null;
  readonly place: Place;
  /** Directions whose coordinate stays when a new point is drawn. */
  readonly locked: readonly number[];
  /** How many numbers of the code the reconstruction may use; `null` for as many as the lens used. */
  readonly code: number | null;
  /** Which autoencoder looks: the one of real or the one of generated images. */
  readonly through: "real" | "generated";
  /** Seed of the samples, and their order. */
  readonly drawn: number;
  readonly order: SampleOrder;
  /** Which page of the samples that were given is shown, from 0. */
  readonly page: number;
  /** Shared by all panels: what is selected, the first of it, and what is kept beside it, in the order of pinning. Item ids. */
  readonly selection: {
    readonly ids: readonly string[];
    readonly primary: string | null;
    readonly pinned: readonly string[];
  };
}

const seed = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const step = z.int().min(0).max(1e15);
const coordinate = z.number().min(-1e6).max(1e6);
const basis = z.string().regex(/^[a-z0-9-]{1,64}(\.[a-z0-9-]{1,64})?$/);
const direction = z.string().regex(/^\d{1,4}$/);
/** Ids are made by the page, but come back through the address. */
const itemId = z
  .string()
  .regex(/^[a-z]+(-[a-z0-9._]+){1,8}$/)
  .max(400);

export const placeSchema: z.ZodType<Place> = z.strictObject({
  from: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,127}$/)
    .nullable(),
  seed,
  row: z.int().min(0).max(100_000),
  label: z.int().min(0).max(10_000).nullable(),
  basis: basis.nullable(),
  along: z.record(direction, coordinate),
});

export const viewStateSchema: z.ZodType<ViewState> = z.strictObject({
  screen: z.enum(screens),
  lens: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .nullable(),
  step: step.nullable(),
  place: placeSchema,
  locked: z.array(z.int().min(0).max(9999)).max(64),
  code: z.int().positive().max(100_000).nullable(),
  through: z.enum(["real", "generated"]),
  drawn: seed,
  order: z.enum(sampleOrders),
  page: z.int().min(0).max(1e7),
  selection: z.strictObject({
    ids: z.array(itemId).max(32),
    primary: itemId.nullable(),
    pinned: z.array(itemId).max(mostPinned),
  }),
});

export const initialState: ViewState = {
  screen: "overview",
  lens: null,
  step: null,
  place: { from: null, seed: 0, row: 0, label: null, basis: null, along: {} },
  locked: [],
  code: null,
  through: "real",
  drawn: 1,
  order: "worst",
  page: 0,
  selection: { ids: [], primary: null, pinned: [] },
};
