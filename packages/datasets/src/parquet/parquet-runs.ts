/**
 * Checks a sequence of runs (RLE and bit-packed, hybrid) before it is decoded: the library fills in whatever a run announces.
 *
 * @param open true where there may be fewer than `count`, and the last run ends with the bytes
 * @returns false when runs lead outside, or one is longer than the values that are left
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings, "RLE = 3"
 */
export function soundRuns(
  bytes: Uint8Array,
  {
    start,
    end,
    width,
    count,
    open = false,
  }: { start: number; end: number; width: number; count: number; open?: boolean },
): boolean {
  let at = start;
  for (let seen = 0; seen < count; ) {
    if (at >= end) return open;
    let header = 0;
    let shift = 0;
    for (let byte = 0x80; byte >= 0x80; shift += 7) {
      if (at >= end || shift > 28) return false;
      byte = bytes[at++] as number;
      header += (byte & 0x7f) * 2 ** shift;
    }
    const size = Math.floor(header / 2);
    if (header % 2 === 1) {
      at += size * width;
      seen += 8 * size;
    } else {
      at += (width + 7) >> 3;
      if (size > count - seen) return false;
      seen += size;
    }
  }
  return true;
}
