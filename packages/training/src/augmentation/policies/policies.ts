import { colour } from "./colour.ts";
import { cutout } from "./cutout.ts";
import type { Policy } from "./policy.ts";
import { translation } from "./translation.ts";

/** The name of a policy. */
export type PolicyName = "colour" | "translation" | "cutout";

/** Every policy of DiffAugment, by name, in the order in which they are applied. */
export const policies: Readonly<Record<PolicyName, Policy>> = { colour, translation, cutout };
