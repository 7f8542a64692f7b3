/**
 * `count` of `total` row numbers in ascending order, spread evenly and the same ones every time: those whose numbers hash lowest.
 *
 * The hash mixes 32 bits without collisions (the finaliser of MurmurHash3), so that more rows hold all of fewer ones.
 */
export function evenRows(total: number, count: number): Int32Array {
  if (count >= total) return Int32Array.from({ length: total }, (_, i) => i);
  const hashes = Uint32Array.from({ length: total }, (_, i) => mixed(i));
  const limit = hashes.slice().sort()[count] as number;
  const rows = new Int32Array(count);
  let filled = 0;
  for (let i = 0; i < total; i++) if ((hashes[i] as number) < limit) rows[filled++] = i;
  return rows;
}

function mixed(value: number): number {
  let hash = value + 0x9e3779b9;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
