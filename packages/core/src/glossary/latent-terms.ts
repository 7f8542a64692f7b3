import type { GlossaryTerm } from "./glossary-term.ts";

/** What a generator takes, and how its images hang on it. */
export const latentTerms: readonly GlossaryTerm[] = [
  {
    term: "latent",
    aliases: ["latent space"],
    text: "All the numbers that a generator makes one image of: noise, and a class where it takes one.",
  },
  { term: "noise", aliases: [], text: "Numbers drawn by chance, of which a generator makes an image." },
  {
    term: "noise direction",
    aliases: [
      "latent direction",
      "direction in the noise",
      "direction of the noise",
      "directions in the noise",
      "directions of the noise",
    ],
    text: "A way through the noise along which several of its numbers change together. Along some, the image changes much; along others, hardly.",
  },
  {
    term: "traversal",
    aliases: ["walk"],
    text: "A row of images, made while going along one noise direction step by step.",
  },
  {
    term: "prior",
    aliases: ["uniform prior", "normal prior"],
    text: "How the numbers that a generator takes are drawn: normal (a bell curve) or uniform (all values equally often).",
  },
  {
    term: "R²",
    aliases: ["R2"],
    text: "How well one number can be told from others: 1 is exactly, 0 is no better than always naming its mean.",
  },
  {
    term: "ΣR²",
    aliases: ["sum of R²"],
    text: "R² added up over all directions: how many can be read back in all, where half readable counts half.",
  },
  { term: "sensitivity", aliases: [], text: "How much the image changes when the noise is moved a little." },
  {
    term: "Jacobian",
    aliases: [],
    text: "A table of how much each pixel changes with each of the numbers that go in.",
  },
  {
    term: "E[JᵀJ]",
    aliases: ["EJᵀJ", "E[J^T J]"],
    text: "The squared sensitivity along all directions, averaged over many points: the directions where it is largest move the image most.",
  },
  {
    term: "eigenvalue",
    aliases: [],
    text: "How strong a matrix is along one of its own directions; here, how much the image moves along it.",
  },
  {
    term: "subspace",
    aliases: [],
    text: "All that can be reached by mixing a few directions.",
  },
  {
    term: "canonical direction",
    aliases: ["canonical correlation"],
    text: "Of two sets of numbers, the mixtures that follow each other most closely, best first.",
    source: "Hotelling 1936",
  },
];
