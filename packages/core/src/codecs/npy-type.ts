import type { DataType } from "./data-type.ts";
import type { PythonValue } from "./python-literal.ts";

/** NumPy's codes of kind and size. */
const codes: Readonly<Record<string, DataType>> = {
  b1: "bool",
  u1: "uint8",
  u2: "uint16",
  u4: "uint32",
  u8: "uint64",
  i1: "int8",
  i2: "int16",
  i4: "int32",
  i8: "int64",
  f2: "float16",
  f4: "float32",
  f8: "float64",
  c8: "complex64",
};

/** Codes of one letter, as far as they mean the same on every machine. */
const letters: Readonly<Record<string, DataType>> = {
  "?": "bool",
  b: "int8",
  B: "uint8",
  h: "int16",
  H: "uint16",
  i: "int32",
  I: "uint32",
  q: "int64",
  Q: "uint64",
  e: "float16",
  f: "float32",
  d: "float64",
  F: "complex64",
};

const names: ReadonlySet<string> = new Set(Object.values(codes));

/** What a type that is not read here is, by its code's letter. */
const otherKinds: Readonly<Record<string, string>> = {
  O: "Python objects, pickled",
  U: "text",
  S: "text of bytes",
  a: "text of bytes",
  V: "raw bytes, as NumPy writes bfloat16 and float8",
  M: "dates",
  m: "time spans",
  c: "complex numbers of another size than 8 bytes",
  F: "complex numbers of another size than 8 bytes",
  D: "complex numbers of another size than 8 bytes",
  G: "complex numbers of another size than 8 bytes",
  f: "floating-point numbers of another size than 2, 4 and 8 bytes",
  g: "floating-point numbers of another size than 2, 4 and 8 bytes",
  T: "text of any length",
};

/** The short NumPy code of a type: `f4` for float32. */
export function npyCode(dtype: DataType): string {
  const entry = Object.entries(codes).find(([, name]) => name === dtype);
  return (entry as [string, DataType])[0];
}

/** The type that a header's `descr` stands for, or in words why it is not read. */
export function npyType(
  descr: PythonValue | undefined,
): { readonly dtype: DataType; readonly bigEndian: boolean } | { readonly unread: string } {
  if (typeof descr !== "string") {
    const fields = Array.isArray(descr)
      ? descr.map((field: PythonValue) => (Array.isArray(field) ? String(field[0]) : "?"))
      : [];
    return {
      unread: `a structured type${fields.length > 0 ? ` of fields ${shown(fields.join(", "))}` : ""}`,
    };
  }
  const [, order = "", code = ""] = /^([<>|=!]?)(.*)$/s.exec(descr) ?? [];
  // Own keys only: a header may say "constructor".
  const dtype = names.has(code) ? (code as DataType) : (own(codes, code) ?? own(letters, code));
  if (dtype !== undefined) return { dtype, bigEndian: order === ">" || order === "!" };
  const kind = own(otherKinds, code.charAt(0));
  return { unread: `${shown(descr)}${kind === undefined ? "" : `: ${kind}`}` };
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function shown(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
