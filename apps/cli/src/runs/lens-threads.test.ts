import { findLens, lenses } from "@ganlens/interpret";
import { expect, test } from "vitest";
import { threadsFor } from "./lens-threads.ts";

const wasm = (count: number) => ({ count, backend: "wasm" }) as const;

test("several lenses take as many threads as there are of both, one lens as many as its networks can use", () => {
  expect(threadsFor(lenses, wasm(2))).toBe(2);
  expect(threadsFor(lenses, wasm(1))).toBe(1);
  expect(threadsFor(lenses, wasm(99))).toBe(lenses.length);
  expect(threadsFor([findLens("reconstruction")], wasm(2))).toBe(2);
  expect(threadsFor([findLens("identifiability")], wasm(2))).toBe(1);
  expect(threadsFor([{ ...findLens("compression"), id: "of another package" }], wasm(2))).toBe(1);
});

test("a backend that is not for several threads has one", () => {
  expect(threadsFor(lenses, { count: 2, backend: "webgpu" })).toBe(1);
});
