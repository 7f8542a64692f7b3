const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/** U+202F, the narrow no-break space: groups thousands and stands between a number and its unit. */
export const narrowSpace = "\u202f";

/** How many digits {@link formatNumber} shows. */
export interface NumberFormat {
  /** Significant digits kept after rounding; digits before the point are never dropped. Default 3. */
  readonly significant?: number;
  /** Fixed digits after the point; wins over `significant`. */
  readonly decimals?: number;
  /** Leaves out zeros at the end of the fraction. */
  readonly trim?: boolean;
}

/**
 * A number for people: a real minus sign, groups of three from 10 000 on, powers of ten outside [1e-4, 1e12).
 *
 * Integers are shown whole whatever the number of significant digits.
 */
export function formatNumber(
  value: number,
  { significant = 3, decimals, trim = false }: NumberFormat = {},
): string {
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const sign = value < 0 ? "−" : "";
  if (size === 0) return decimals === undefined ? "0" : (0).toFixed(decimals);
  if (size >= 1e12 || (size < 1e-4 && decimals === undefined)) return sign + powerOfTen(size, significant);
  if (Number.isInteger(value) && decimals === undefined) return sign + grouped(String(size));
  const places = decimals ?? Math.max(0, significant - 1 - Math.floor(Math.log10(size)));
  const fixed = size.toFixed(Math.min(places, 20));
  const text = trim && fixed.includes(".") ? fixed.replace(/\.?0+$/, "") : fixed;
  return (/[1-9]/.test(text) ? sign : "") + grouped(text);
}

/**
 * Digits after the point that show an uncertainty of this width with two significant digits: 0.034 → 3.
 *
 * @returns a number in [0, 8], or `undefined` when the width is not a positive number
 */
export function decimalsForWidth(width: number): number | undefined {
  if (!(width > 0) || !Number.isFinite(width)) return undefined;
  return Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(width))));
}

function powerOfTen(size: number, significant: number): string {
  const [mantissa = "", exponent = "0"] = size.toExponential(significant - 1).split("e");
  const power = Number(exponent);
  const digits = [...String(Math.abs(power))].map((digit) => superscripts[Number(digit)]).join("");
  return `${mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa} × 10${power < 0 ? "⁻" : ""}${digits}`;
}

function grouped(text: string): string {
  const [whole = "", fraction] = text.split(".");
  const parts = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, narrowSpace) : whole;
  return fraction === undefined ? parts : `${parts}.${fraction}`;
}
