/** A part of a batch: samples `from` … `to − 1`. */
export interface BatchPart {
  readonly from: number;
  readonly to: number;
}

/** Cuts a batch into so many parts, as equal as can be and in order; empty ones are left out. */
export function splitBatch(samples: number, parts: number): readonly BatchPart[] {
  return Array.from({ length: parts }, (_, i) => ({
    from: Math.floor((i * samples) / parts),
    to: Math.floor(((i + 1) * samples) / parts),
  })).filter(({ from, to }) => to > from);
}
