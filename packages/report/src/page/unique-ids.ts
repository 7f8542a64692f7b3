/** Hands out ids for one page: letters, digits and hyphens, never the same one twice. */
export class UniqueIds {
  readonly #taken = new Set<string>();

  /** An id that reads like the wish. */
  next(wish: string): string {
    const base =
      wish
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-|-$/g, "") || "part";
    let id = base;
    for (let count = 2; this.#taken.has(id); count++) id = `${base}-${count}`;
    this.#taken.add(id);
    return id;
  }
}
