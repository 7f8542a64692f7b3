/** What a model is built from, as plain JSON: the id of an architecture and that architecture's own settings. */
export type ModelSpec = { readonly architecture: string } & Readonly<Record<string, unknown>>;
