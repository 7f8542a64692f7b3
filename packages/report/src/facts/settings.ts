import type { ConfigOrigin, TrainingRecord } from "@ganlens/core";

/** One value of a run's configuration. */
export interface Setting {
  /** Dotted: "generator.width". */
  readonly key: string;
  readonly value: string;
  /** Where it came from; absent where nobody wrote it down. */
  readonly from?: ConfigOrigin;
}

/** Every setting of a trained run, one row each, and where it came from. */
export function settingsOf({
  config,
  origin,
}: Pick<TrainingRecord, "config" | "origin">): readonly Setting[] {
  return flattened(config).map(([key, value]) => {
    const from = originOf(key, origin);
    return { key, value, ...(from === undefined ? {} : { from }) };
  });
}

/** An origin may be kept for a whole group of settings: the nearest key above counts. */
function originOf(key: string, origin: TrainingRecord["origin"]): ConfigOrigin | undefined {
  const parts = key.split(".");
  for (let length = parts.length; length > 0; length--) {
    const above = parts.slice(0, length).join(".");
    if (Object.hasOwn(origin, above)) return origin[above];
  }
  return undefined;
}

function flattened(config: Readonly<Record<string, unknown>>, prefix = "", depth = 0): [string, string][] {
  return Object.entries(config).flatMap(([name, value]): [string, string][] => {
    const key = prefix + name;
    const nested = typeof value === "object" && value !== null && !Array.isArray(value);
    return nested && depth < 8 && Object.keys(value).length > 0
      ? flattened(value as Record<string, unknown>, `${key}.`, depth + 1)
      : [[key, typeof value === "string" ? value : (JSON.stringify(value) ?? "not set")]];
  });
}
