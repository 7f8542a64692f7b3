/** Ids by content: `<name>/<first 12 digits of the hash>`, with `-2`, `-3` … for copies in the given order. */
export function idsInOrder(name: string, hashes: readonly string[], order: readonly number[]): string[] {
  const ids = new Array<string>(hashes.length);
  const copies = new Map<string, number>();
  for (const row of order) {
    const short = (hashes[row] as string).slice(0, 12);
    const copy = (copies.get(short) ?? 0) + 1;
    copies.set(short, copy);
    ids[row] = copy === 1 ? `${name}/${short}` : `${name}/${short}-${copy}`;
  }
  return ids;
}
