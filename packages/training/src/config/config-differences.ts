import { isObject } from "./config-layers.ts";

/** A setting that differs between two configurations; undefined where one does not have it. */
export interface ConfigDifference {
  /** Dotted. */
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Every setting that differs, by its dotted key, in the order of the first configuration. */
export function configDifferences(before: object, after: object): readonly ConfigDifference[] {
  return differences(before, after, "");
}

function differences(before: unknown, after: unknown, path: string): readonly ConfigDifference[] {
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(before[key], after[key], path === "" ? key : `${path}.${key}`));
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ key: path, before, after }];
}

/** "optimizers.generator.learningRate: 0.001 before, 0.0001 now" */
export function differenceWords({ key, before, after }: ConfigDifference): string {
  const words = (value: unknown) => (value === undefined ? "not there" : JSON.stringify(value));
  return `${key}: ${words(before)} before, ${words(after)} now`;
}
