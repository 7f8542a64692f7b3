import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { LogDigest } from "../contracts/checkpoint-manifest.ts";
import { canonicalJson } from "../hash/canonical-json.ts";
import { parseShallowJson } from "../json/parse-shallow-json.ts";

/** The hash of a log that grows line by line. */
export class LogHash {
  readonly #hash = sha256.create();
  #lines = 0;
  #bytes = 0;

  /** @param line without its line feed; one that is no JSON counts as it is */
  add(line: string): void {
    const bytes = new TextEncoder().encode(`${withoutTime(line) ?? line}\n`);
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    this.#lines += 1;
  }

  digest(): LogDigest {
    return { lines: this.#lines, bytes: this.#bytes, sha256: bytesToHex(this.#hash.clone().digest()) };
  }
}

/** The step of a logged line; undefined where the line is damaged. */
export function stepOfLine(line: string): number | undefined {
  try {
    const step = objectOf(line).step;
    return Number.isSafeInteger(step) && (step as number) >= 0 ? (step as number) : undefined;
  } catch {
    return undefined;
  }
}

function withoutTime(line: string): string | undefined {
  try {
    const { time: _, ...rest } = objectOf(line);
    return canonicalJson(rest);
  } catch {
    return undefined;
  }
}

/** @throws {Error} when the line is no JSON object */
function objectOf(line: string): Readonly<Record<string, unknown>> {
  const value = parseShallowJson(line);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new TypeError("Expected an object.");
}
