/** The 256 remainders of a reflected CRC-32 polynomial. */
export function crcTable(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++)
      remainder = remainder & 1 ? (remainder >>> 1) ^ polynomial : remainder >>> 1;
    return remainder;
  });
}

/** A CRC-32 over bytes with the remainders of {@link crcTable}; `before` continues an earlier result. */
export function crcOf(table: Uint32Array, bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  for (let i = 0; i < bytes.length; i++) {
    crc = (table[(crc ^ (bytes[i] as number)) & 0xff] as number) ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}

const table: Uint32Array = /* @__PURE__ */ crcTable(0xedb88320);

/** CRC-32 as zip, gzip and png use it; 0…2³²−1. `before` continues an earlier result. */
export function crc32(bytes: Uint8Array, before = 0): number {
  return crcOf(table, bytes, before);
}
