import { evidenceTerms } from "./evidence-terms.ts";
import type { GlossaryTerm } from "./glossary-term.ts";
import { imageTerms } from "./image-terms.ts";
import { latentTerms } from "./latent-terms.ts";
import { networkTerms } from "./network-terms.ts";

/** Every word of the field that stands on a page, by topic. */
export const glossary: readonly GlossaryTerm[] = [
  ...evidenceTerms,
  ...imageTerms,
  ...networkTerms,
  ...latentTerms,
];
