/**
 * Names for layers: a node's name with what TensorFlow.js forbids replaced, made unique.
 *
 * `/main/main.0/ConvTranspose` becomes `main/main.0/ConvTranspose`.
 */
export class LayerNames {
  readonly #taken = new Set<string>();
  readonly #origins = new Map<string, string>();

  /** A fresh name for one of the layers of a node. */
  take(origin: string, part?: string): string {
    const base =
      origin
        .slice(0, 200)
        .replace(/^[^A-Za-z0-9]+/, "")
        .replace(/[^-A-Za-z0-9._/]/g, "_") || "node";
    const wanted = part === undefined ? base : `${base}/${part}`;
    let name = wanted;
    // A layer named "constructor" would be found in every object that is looked up by name.
    for (let i = 2; this.#taken.has(name) || name in Object.prototype; i++) name = `${wanted}-${i}`;
    this.#taken.add(name);
    this.#origins.set(name, origin);
    return name;
  }

  /** The node's name in the file by the layer's name. */
  get origins(): ReadonlyMap<string, string> {
    return this.#origins;
  }
}
