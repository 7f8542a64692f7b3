import { crc32 as zlibCrc32 } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { crc32 } from "./crc32.ts";
import { crc32c, maskedCrc32c } from "./crc32c.ts";

const digits = new TextEncoder().encode("123456789");

test("check values of both polynomials", () => {
  expect(crc32(digits).toString(16)).toBe("cbf43926");
  expect(crc32c(digits).toString(16)).toBe("e3069283");
  expect(maskedCrc32c(digits)).toBe(3347755237);
  expect(crc32c(new Uint8Array(32)).toString(16)).toBe("8a9136aa");
});

test("agrees with zlib, also in two pieces", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), (bytes, cut) => {
      const whole = crc32(bytes);
      return (
        whole === zlibCrc32(bytes) && crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut))) === whole
      );
    }),
  );
});
