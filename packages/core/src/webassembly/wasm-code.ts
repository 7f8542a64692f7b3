type Code = readonly number[];

const vector = (instruction: number, ...rest: readonly number[]): number[] => [
  0xfd,
  ...(instruction < 0x80 ? [instruction] : [(instruction & 0x7f) | 0x80, instruction >>> 7]),
  ...rest,
];

/** A signed 32-bit integer in LEB128. */
const signed = (value: number): number[] => {
  const rest = value >> 7;
  const last = (rest === 0 && (value & 0x40) === 0) || (rest === -1 && (value & 0x40) !== 0);
  return last ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(rest)];
};

const add = [0x6a];
const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const constant = (value: number): number[] => [0x41, ...signed(value | 0)];

/** What a {@link wasmFunction} is written in: each gives the bytes of some instructions. Offsets are in bytes. */
export interface WasmCode {
  /** Puts a variable on the stack. */
  readonly get: (local: number) => number[];
  /** Takes a variable from the stack. */
  readonly set: (local: number) => number[];
  /** Puts a 32-bit integer on the stack. */
  readonly constant: (value: number) => number[];
  /** The product of the two integers on the stack. */
  readonly multiply: Code;
  /** variable += value */
  readonly increase: (local: number, value: Code) => number[];
  /** Runs the body until the counter, less one each time, is 0. */
  readonly repeat: (counter: number, body: Code) => number[];
  /** The vector at the address on the stack. */
  readonly load: (offset: number) => number[];
  /** The float64 at the address on the stack, twice. */
  readonly loadTwice: (offset: number) => number[];
  /** Stores the vector on the stack at the address below it. */
  readonly store: (offset: number) => number[];
  /** Puts four 32-bit integers on the stack. */
  readonly integers: (...values: readonly [number, number, number, number]) => number[];
  /** Four of eight 32-bit lanes: 0 to 3 of the vector below, 4 to 7 of the one on top. */
  readonly lanes: (...chosen: readonly [number, number, number, number]) => number[];
  /** The integer on the stack, four times. */
  readonly fourTimes: Code;
  readonly exclusiveOr: Code;
  readonly addIntegers: Code;
  /** The 64-bit products of the lower two pairs of unsigned 32-bit lanes. */
  readonly widenLower: Code;
  /** The 64-bit products of the upper two pairs. */
  readonly widenUpper: Code;
  readonly addFloats: Code;
  readonly multiplyFloats: Code;
}

export const wasmCode: WasmCode = {
  get,
  set,
  constant,
  multiply: [0x6c],
  increase: (local, value) => [...get(local), ...value, ...add, ...set(local)],
  repeat: (counter, body) => [
    ...[0x03, 0x40, ...body, ...get(counter), ...constant(-1), ...add, 0x22, counter],
    ...[0x0d, 0, 0x0b],
  ],
  load: (offset) => vector(0x00, 3, offset),
  loadTwice: (offset) => vector(0x0a, 3, offset),
  store: (offset) => vector(0x0b, 3, offset),
  integers: (...values) =>
    vector(0x0c, ...new Uint8Array(Int32Array.from(values, (value) => value | 0).buffer)),
  lanes: (...chosen) =>
    vector(0x0d, ...chosen.flatMap((lane) => [4 * lane, 4 * lane + 1, 4 * lane + 2, 4 * lane + 3])),
  fourTimes: vector(0x11),
  exclusiveOr: vector(0x51),
  addIntegers: vector(0xae),
  widenLower: vector(0xde),
  widenUpper: vector(0xdf),
  addFloats: vector(0xf0),
  multiplyFloats: vector(0xf2),
};
