import { expect, it } from "vitest";
import { syntheticPng } from "../testdata/synthetic-png.ts";
import { pngPicture } from "./png-picture.ts";

it("inlines a PNG with its size", () => {
  const bytes = syntheticPng(6, 4);
  const picture = pngPicture(bytes);
  if ("reason" in picture) throw new Error(picture.reason);
  expect(picture).toMatchObject({ width: 6, height: 4 });
  expect(Buffer.from(picture.url.split(",")[1] ?? "", "base64")).toEqual(Buffer.from(bytes));
});

it("refuses what is not a whole PNG", () => {
  const bytes = syntheticPng(6, 4);
  expect(pngPicture(new Uint8Array())).toEqual({ reason: "the file is not a PNG" });
  expect(pngPicture(new TextEncoder().encode(`<svg onload="alert(1)">${" ".repeat(60)}`))).toHaveProperty(
    "reason",
  );
  expect(pngPicture(bytes.slice(0, -3))).toEqual({ reason: "the PNG is cut short" });
  const empty = bytes.slice();
  empty.fill(0, 16, 20);
  expect(pngPicture(empty)).toEqual({ reason: "the PNG has no pixels" });
  expect(pngPicture(new Uint8Array(16 * 2 ** 20 + 1))).toEqual({ reason: "the file is larger than 16 MiB" });
});
