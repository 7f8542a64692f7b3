/**
 * Images where every thread can read them, so that a message need not carry a copy; each array is laid there once. Where threads
 * share no memory (a page that is not cross-origin isolated) it stays where it is, and messages copy it.
 */
export class SharedPixels {
  readonly #shared = new WeakMap<Float32Array, Float32Array>();

  of(pixels: Float32Array): Float32Array {
    if (typeof SharedArrayBuffer !== "function") return pixels;
    const there = this.#shared.get(pixels);
    if (there !== undefined) return there;
    const copy = new Float32Array(new SharedArrayBuffer(pixels.byteLength));
    copy.set(pixels);
    this.#shared.set(pixels, copy);
    return copy;
  }
}
