import type { GlossaryTerm } from "./glossary-term.ts";

/** Generators, autoencoders, and what is known of them while they train. */
export const networkTerms: readonly GlossaryTerm[] = [
  { term: "generator", aliases: [], text: "A network that turns random numbers into images." },
  {
    term: "discriminator",
    aliases: [],
    text: "A network that learns to tell made images from real ones; the generator learns to fool it.",
    source: "Goodfellow et al. 2014, arXiv 1406.2661",
  },
  {
    term: "conditional",
    aliases: [],
    text: "Said of a generator that can be asked for one class, such as the digit 7.",
  },
  {
    term: "autoencoder",
    aliases: ["nested autoencoder"],
    text: "Two networks: one squeezes an image into a few numbers, the other makes the image from them again. Trained on some images, it brings images like those back well, and others badly.",
  },
  {
    term: "code",
    aliases: ["code size"],
    text: "The few numbers that an image is squeezed into, and that it is made from again.",
  },
  {
    term: "reconstruction",
    aliases: ["rebuilt image"],
    text: "What comes back when an image is squeezed into its code and made from that again.",
  },
  {
    term: "residual",
    aliases: ["left over"],
    text: "What an autoencoder leaves over: the image minus what comes back from its code.",
  },
  {
    term: "reconstruction error",
    aliases: ["squared error", "error per pixel", "mean squared error"],
    text: "How far what comes back is from the image itself: the differences of all pixels, squared and averaged.",
  },
  {
    term: "rate–distortion",
    aliases: ["rate-distortion", "rate distortion"],
    text: "What is lost of an image against how many numbers it may be squeezed into.",
  },
  {
    term: "checkpoint",
    aliases: [],
    text: "The state of the networks at one step of training, kept in the run folder.",
  },
  {
    term: "loss",
    aliases: ["losses"],
    text: "The number that training makes smaller. Here two networks play against each other, so it need not fall.",
  },
  {
    term: "fingerprint",
    aliases: [],
    text: "A hash of all that decides what a generator draws: it tells one generator from another.",
  },
  {
    term: "hash",
    aliases: ["SHA-256", "hashes"],
    text: "A short text that is computed from bytes; other bytes give another one.",
  },
  {
    term: "seed",
    aliases: [],
    text: "The number that all randomness starts from: the same one gives the same result again.",
  },
  {
    term: "effort",
    aliases: [],
    text: "How much work an answer was worth: glance, quick or normal, from few images to many, and to repeats.",
  },
];
