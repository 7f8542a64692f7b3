/** One word of the field, said in plain English: the same text for tooltips, reports and documentation. */
export interface GlossaryTerm {
  readonly term: string;
  /** Other ways in which it is written; an s at the end is understood. */
  readonly aliases: readonly string[];
  /** At most 40 words; what it leans on has an entry of its own, and no two lean on each other. */
  readonly text: string;
  /** Where it comes from, where that is a paper. */
  readonly source?: string;
}
