import { crcOf, crcTable } from "./crc32.ts";

const table: Uint32Array = /* @__PURE__ */ crcTable(0x82f63b78);

/** CRC-32C (Castagnoli); 0…2³²−1. The check value of "123456789" is e3069283. */
export function crc32c(bytes: Uint8Array): number {
  return crcOf(table, bytes);
}

/** The masked CRC-32C of TFRecord files: rotate right by 15, add a282ead8. */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
