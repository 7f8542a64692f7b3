import fc from "fast-check";
import { expect, test } from "vitest";
import { joinBytes } from "./join-bytes.ts";
import { refusesTruncation, survivesChanges } from "./testdata/hostile-bytes.ts";
import { decodeTfRecords, encodeTfRecord } from "./tf-record.ts";

test("gives back what was written", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 }), (records) => {
      expect(decodeTfRecords(joinBytes(records.map(encodeTfRecord)))).toEqual(records);
    }),
  );
});

test("refuses every truncation and every changed byte", () => {
  const records = [Uint8Array.from([1, 2, 3]), Uint8Array.from([]), Uint8Array.from([4])];
  const file = joinBytes(records.map(encodeTfRecord));
  // Between two records a file may end.
  refusesTruncation(file, decodeTfRecords, [0, 19, 35]);
  for (let i = 0; i < file.length; i++) {
    const changed = file.slice();
    changed[i] = (changed[i] as number) ^ 0x10;
    expect(() => decodeTfRecords(changed, { source: "events" })).toThrowError(/^events: .*checksum/);
  }
  survivesChanges(file, decodeTfRecords, () => false);
});

test("leaves out an unfinished last record when asked to, but never a damaged one", () => {
  const file = joinBytes([
    encodeTfRecord(Uint8Array.from([1, 2, 3])),
    encodeTfRecord(Uint8Array.from([4, 5])),
  ]);
  for (let length = 19; length < file.length; length++) {
    expect(decodeTfRecords(file.subarray(0, length), { allowTruncatedEnd: true })).toEqual([
      Uint8Array.from([1, 2, 3]),
    ]);
  }
  file[13] = 9;
  expect(() => decodeTfRecords(file, { allowTruncatedEnd: true })).toThrowError(/checksum/);
});
