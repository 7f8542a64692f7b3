import { ConfigInvalidError, unknownNameError } from "@ganlens/core";
import type { FactorValues, GroundTruthFactor } from "./ground-truth-data.ts";

/** Some values of one factor: those that are named, or those within bounds that all hold. */
export type ValueCondition =
  | readonly (number | string)[]
  | { readonly above?: number; readonly below?: number; readonly atLeast?: number; readonly atMost?: number };

/** A combination of factors' values, by the names of the factors: all of its conditions hold. */
export type MissingCombination = Readonly<Record<string, ValueCondition>>;

/** What {@link missingCombinations} makes of combinations. */
export interface MissingCombinations {
  /** Whether values are in none of the combinations. */
  keep(values: FactorValues): boolean;
  /** One sentence for each combination. */
  readonly notes: readonly string[];
}

/**
 * Combinations that are never drawn.
 *
 * @throws {ConfigInvalidError} for unknown factors and classes, values that a factor does not take, and combinations without a condition or
 * that no image has: a gap that is none would not be missed
 */
export function missingCombinations(
  factors: readonly GroundTruthFactor[],
  combinations: readonly MissingCombination[],
): MissingCombinations {
  const tables = combinations.map((combination, index) => {
    const conditions = Object.entries(combination).filter(([, condition]) => condition !== undefined);
    if (conditions.length === 0) {
      throw new ConfigInvalidError({
        message: `Expected missing combination ${index + 1} to have a condition on a factor, received none.`,
        hint: 'For example: { "shape": ["heart"], "x": { "above": 0 } }',
      });
    }
    return conditions.map(([name, condition]) => {
      const factor = factors.find((each) => each.name === name);
      if (factor === undefined) {
        throw unknownNameError({ what: "factor", name, known: factors.map((each) => each.name) });
      }
      return { name, values: matching(factor, condition), words: wordsOf(factor, condition) };
    });
  });
  return {
    keep: (values) =>
      !tables.some((conditions) =>
        conditions.every(({ name, values: absent }) => absent.has(values[name] as number)),
      ),
    notes: tables.map((conditions) => `Never drawn: ${conditions.map(({ words }) => words).join(" and ")}.`),
  };
}

function matching(factor: GroundTruthFactor, condition: ValueCondition): ReadonlySet<number> {
  if (isList(condition)) return new Set(condition.map((value) => gridValueOf(factor, value)));
  const { above = -Infinity, below = Infinity, atLeast = -Infinity, atMost = Infinity } = condition;
  const found = factor.values.filter(
    (value) => value > above && value < below && value >= atLeast && value <= atMost,
  );
  if (found.length === 0) {
    const [first, last] = [Math.min(...factor.values), Math.max(...factor.values)];
    throw new ConfigInvalidError({
      message: `Expected bounds that some values of ${factor.name} lie in (${first} to ${last}), received ${JSON.stringify(condition)}.`,
      hint: "Nothing would be missing.",
    });
  }
  return new Set(found);
}

function isList(condition: ValueCondition): condition is readonly (number | string)[] {
  return Array.isArray(condition);
}

function gridValueOf({ name, names, values }: GroundTruthFactor, value: number | string): number {
  if (names !== undefined) {
    const index = names.indexOf(String(value));
    if (index === -1) throw unknownNameError({ what: name, name: String(value), known: names });
    return values[index] as number;
  }
  const found = values.find((each) => Math.abs(each - Number(value)) < 1e-9);
  if (found !== undefined) return found;
  throw new ConfigInvalidError({
    message: `Expected a value of ${name} on its grid, received ${JSON.stringify(value)}.`,
    hint: `Give bounds, such as { "above": ${values[Math.floor(values.length / 2)]} }, or values of ${values.slice(0, 4).join(", ")}, …`,
  });
}

const bounds = [
  ["above", "above"],
  ["atLeast", "at least"],
  ["below", "below"],
  ["atMost", "at most"],
] as const;

function wordsOf({ name, unit }: GroundTruthFactor, condition: ValueCondition): string {
  if (isList(condition)) return `${name} ${condition.join(" or ")}`;
  const words = bounds.flatMap(([key, word]) =>
    condition[key] === undefined ? [] : [`${word} ${condition[key]}`],
  );
  return `${name} ${words.join(" and ")}${unit === undefined ? "" : ` ${unit}`}`;
}
