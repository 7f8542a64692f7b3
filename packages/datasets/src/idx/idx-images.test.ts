import { DatasetInvalidError, encodeIdx } from "@ganlens/core";
import { gzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { idxImages } from "./idx-images.ts";

const file = (data: Uint8Array | Int32Array, shape: readonly number[], source: string) => ({
  bytes: encodeIdx({ data, shape }),
  source,
});
const pixels = Uint8Array.from({ length: 12 }, (_, i) => i);
const images = file(pixels, [2, 2, 3], "images.idx");
const labels = file(Uint8Array.of(1, 0), [2], "labels.idx");

describe("idxImages", () => {
  it("reads grey and colour images, gzipped or not, with or without labels", () => {
    expect(idxImages({ images })).toEqual({ images: { data: pixels, shape: [2, 2, 3, 1] } });
    const zipped = { ...images, bytes: gzipSync(images.bytes) };
    expect(idxImages({ images: zipped, labels }).labels).toEqual(Uint8Array.of(1, 0));
    expect(idxImages({ images: file(pixels, [2, 2, 1, 3], "colour.idx") }).images.shape).toEqual([
      2, 2, 1, 3,
    ]);
  });

  it("refuses what is damaged or does not fit together, by name", () => {
    const refused = (...[from]: Parameters<typeof idxImages>) => {
      try {
        idxImages(from);
      } catch (error) {
        expect(error).toBeInstanceOf(DatasetInvalidError);
        expect((error as DatasetInvalidError).hint).toBeTruthy();
        return (error as Error).message;
      }
      throw new Error("Expected a refusal.");
    };
    expect(refused({ images, labels: file(Uint8Array.of(1), [1], "few.idx") })).toMatch(
      /few\.idx .* 2 images of images\.idx/,
    );
    expect(refused({ images: labels })).toMatch(/labels\.idx .* received \[2\]/);
    expect(refused({ images, labels: images })).toMatch(/received shape \[2, 2, 3\]/);
    expect(refused({ images: file(pixels, [2, 2, 1, 3, 1], "five.idx") })).toMatch(/five\.idx/);
    expect(refused({ images: file(pixels, [2, 1, 3, 2], "two.idx") })).toMatch(/two\.idx/);
    expect(refused({ images: file(Int32Array.from(pixels), [2, 2, 3], "wide.idx") })).toMatch(
      /wide\.idx .* int32/,
    );
    expect(refused({ images: file(new Uint8Array(), [0, 2, 3], "none.idx") })).toMatch(/none\.idx/);
    expect(refused({ images: { ...images, bytes: images.bytes.subarray(0, 20) } })).toMatch(/images\.idx/);
    expect(refused({ images: { ...images, bytes: Uint8Array.of(1, 2, 3, 4) } })).toMatch(/images\.idx/);
    expect(refused({ images: { ...images, bytes: new Uint8Array() } })).toMatch(/images\.idx/);
    const zipped = gzipSync(images.bytes);
    expect(refused({ images: { ...images, bytes: zipped.subarray(0, zipped.length - 9) } })).toMatch(
      /images\.idx/,
    );
  });
});
