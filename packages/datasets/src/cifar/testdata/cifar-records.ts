/** Records whose pixel i is (7 row + i + 50 channel) mod 256, and whose labels count up. */
export function cifarRecords({
  count,
  labelBytes,
  from = 0,
}: {
  readonly count: number;
  readonly labelBytes: 1 | 2;
  readonly from?: number;
}): Uint8Array {
  const width = labelBytes + 3072;
  const bytes = new Uint8Array(count * width);
  for (let row = from; row < from + count; row++) {
    const start = (row - from) * width;
    if (labelBytes === 1) bytes[start] = row % 10;
    else bytes.set([row % 20, row % 100], start);
    for (let i = 0; i < 3072; i++) {
      bytes[start + labelBytes + i] = 7 * row + (i % 1024) + 50 * Math.floor(i / 1024);
    }
  }
  return bytes;
}
