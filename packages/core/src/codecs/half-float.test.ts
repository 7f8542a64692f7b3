import fc from "fast-check";
import { expect, test } from "vitest";
import { halfToNumber, numberToHalf } from "./half-float.ts";

test("every 16-bit pattern survives the way to a number and back", () => {
  for (let bits = 0; bits < 65_536; bits++) {
    const value = halfToNumber(bits);
    if (Number.isNaN(value)) expect(numberToHalf(value)).toBe(0x7e00);
    else if (numberToHalf(value) !== bits) expect.fail(`${bits} became ${numberToHalf(value)}`);
  }
});

test.each([
  [0x3c00, 1],
  [0xc000, -2],
  [0x7bff, 65504],
  [0x0001, 2 ** -24],
  [0x3555, 0.333251953125],
  [0x7c00, Number.POSITIVE_INFINITY],
])("%i stands for %d", (bits, value) => {
  expect(halfToNumber(bits)).toBe(value);
});

test("rounds to the nearest number, ties to even", () => {
  const finite = Array.from({ length: 0x7c00 }, (_, bits) => halfToNumber(bits));
  fc.assert(
    fc.property(fc.double({ min: 0, max: 65519, noNaN: true }), (value) => {
      const bits = numberToHalf(value);
      const distance = Math.abs((finite[bits] as number) - value);
      for (const other of [bits - 1, bits + 1]) {
        const rival = finite[other];
        if (rival === undefined) continue;
        const away = Math.abs(rival - value);
        if (away < distance || (away === distance && bits % 2 === 1)) return false;
      }
      return true;
    }),
  );
  expect(numberToHalf(1 + 2 ** -11)).toBe(0x3c00);
  expect(numberToHalf(1 + 3 * 2 ** -11)).toBe(0x3c02);
  expect(numberToHalf(65519.9)).toBe(0x7bff);
  expect(numberToHalf(-65520)).toBe(0xfc00);
});
