import { initialState, type ViewState, viewStateSchema } from "./view-state.ts";

type Writer = (state: ViewState) => string | number | null;
/** Puts a value from the address into a state; what makes no sense is found by the schema afterwards. */
type Reader = (state: ViewState, text: string) => ViewState;

interface HashKey {
  readonly write: Writer;
  readonly read: Reader;
}

const listed = (text: string): string[] => (text === "" ? [] : text.split(","));

/** One row for each part of the state that the address holds, under a short name that people can read. */
const keys: Readonly<Record<string, HashKey>> = {
  screen: {
    write: ({ screen }) => screen,
    read: (state, text) => ({ ...state, screen: text as ViewState["screen"] }),
  },
  lens: { write: ({ lens }) => lens, read: (state, lens) => ({ ...state, lens }) },
  step: { write: ({ step }) => step, read: (state, text) => ({ ...state, step: Number(text) }) },
  of: {
    write: ({ place }) => place.from,
    read: (state, from) => ({ ...state, place: { ...state.place, from } }),
  },
  seed: {
    write: ({ place }) => place.seed,
    read: (state, text) => ({ ...state, place: { ...state.place, seed: Number(text) } }),
  },
  row: {
    write: ({ place }) => place.row,
    read: (state, text) => ({ ...state, place: { ...state.place, row: Number(text) } }),
  },
  class: {
    write: ({ place }) => place.label,
    read: (state, text) => ({ ...state, place: { ...state.place, label: Number(text) } }),
  },
  along: {
    write: ({ place }) => place.basis,
    read: (state, basis) => ({ ...state, place: { ...state.place, basis } }),
  },
  z: {
    write: ({ place }) =>
      Object.entries(place.along)
        .map(([direction, value]) => `${direction}:${value}`)
        .join(","),
    read: (state, text) => {
      const along = Object.fromEntries(
        listed(text).map((pair) => {
          const [direction = "", value = ""] = pair.split(":");
          return [direction, Number(value)];
        }),
      );
      return { ...state, place: { ...state.place, along } };
    },
  },
  lock: {
    write: ({ locked }) => locked.join(","),
    read: (state, text) => ({ ...state, locked: listed(text).map(Number) }),
  },
  code: { write: ({ code }) => code, read: (state, text) => ({ ...state, code: Number(text) }) },
  through: {
    write: ({ through }) => through,
    read: (state, text) => ({ ...state, through: text as ViewState["through"] }),
  },
  drawn: { write: ({ drawn }) => drawn, read: (state, text) => ({ ...state, drawn: Number(text) }) },
  order: {
    write: ({ order }) => order,
    read: (state, text) => ({ ...state, order: text as ViewState["order"] }),
  },
  page: { write: ({ page }) => page, read: (state, text) => ({ ...state, page: Number(text) }) },
  pick: {
    write: ({ selection }) => selection.ids.join(","),
    read: (state, text) => ({ ...state, selection: { ...state.selection, ids: listed(text) } }),
  },
  first: {
    write: ({ selection }) => selection.primary,
    read: (state, text) => ({ ...state, selection: { ...state.selection, primary: text } }),
  },
  pin: {
    write: ({ selection }) => selection.pinned.join(","),
    read: (state, text) => ({ ...state, selection: { ...state.selection, pinned: listed(text) } }),
  },
};

/** The state as the part of an address after `#`; what is as at the start is left out. */
export function hashOf(state: ViewState): string {
  const parts = Object.entries(keys).flatMap(([name, { write }]) => {
    const value = write(state);
    return value === null || value === "" || value === write(initialState)
      ? []
      : [`${name}=${escaped(String(value))}`];
  });
  return parts.join("&");
}

/** The state in an address; a part that cannot be read is as at the start. Never throws. */
export function stateOf(hash: string): ViewState {
  let state = initialState;
  for (const part of hash.replace(/^#/, "").slice(0, 8192).split("&")) {
    const at = part.indexOf("=");
    const key = at > 0 && Object.hasOwn(keys, part.slice(0, at)) ? keys[part.slice(0, at)] : undefined;
    if (key === undefined) continue;
    const next = viewStateSchema.safeParse(key.read(state, unescaped(part.slice(at + 1))));
    if (next.success) state = next.data;
  }
  return state;
}

function escaped(text: string): string {
  return encodeURIComponent(text).replace(/%(3A|2C)/g, (code) => decodeURIComponent(code));
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
