import type { NodeContext } from "../graph/node-context.ts";
import type { Value } from "../graph/value.ts";

/** Turns one node into planned layers: the values of its outputs, in order. */
export type Translation = (context: NodeContext) => Value | readonly Value[];

/** Translations by operator. */
export type Translations = Readonly<Record<string, Translation>>;
