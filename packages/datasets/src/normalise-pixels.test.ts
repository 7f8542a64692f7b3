import { expect, it } from "vitest";
import { normalisePixels } from "./normalise-pixels.ts";

const bytes = { data: Uint8Array.from({ length: 256 }, (_, i) => i), shape: [16, 16] };

it("reaches both ends exactly and goes back to the same bytes", () => {
  const unit = normalisePixels(bytes);
  const signed = normalisePixels(bytes, { range: "minus-one-one" });
  expect(unit.data).toBeInstanceOf(Float32Array);
  expect([unit.data[0], unit.data[255], signed.data[0], signed.data[255]]).toEqual([0, 1, -1, 1]);
  expect(unit.shape).toEqual([16, 16]);
  expect(Uint8Array.from(unit.data, (v) => Math.round(v * 255))).toEqual(bytes.data);
  expect(Uint8Array.from(signed.data, (v) => Math.round((v + 1) * 127.5))).toEqual(bytes.data);
});

it("keeps all digits when asked for", () => {
  const exact = normalisePixels(bytes, { range: "minus-one-one", precision: "float64" });
  expect(exact.data).toBeInstanceOf(Float64Array);
  expect(exact.data[1]).toBe(1 / 127.5 - 1);
});
