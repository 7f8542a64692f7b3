import type { GlossaryTerm } from "./glossary-term.ts";

/** How sets of images are compared, and what can be wrong with them. */
export const imageTerms: readonly GlossaryTerm[] = [
  {
    term: "classifier features",
    aliases: ["feature", "feature space", "digit classifier", "pinned classifier"],
    text: "Numbers by which a network that was trained to tell classes apart describes an image: images that look alike to it have similar ones.",
  },
  {
    term: "PCA",
    aliases: ["principal component", "principal component analysis"],
    text: "Describes images by the few patterns of pixels in which they differ most; it knows nothing of what they show.",
  },
  {
    term: "extractor",
    aliases: ["second extractor"],
    text: "What turns an image into the numbers that are compared: classifier features, or PCA of its pixels.",
  },
  {
    term: "Fréchet distance",
    aliases: ["Frechet distance", "FID"],
    text: "How far two sets of images lie apart: the distance of the two bell curves that fit their features best. 0 for equal sets; few images make it larger.",
    source: "Heusel et al. 2017, arXiv 1706.08500",
  },
  {
    term: "KID",
    aliases: ["kernel distance", "kernel inception distance"],
    text: "How far two sets of images lie apart, from the features of all pairs. Unlike the Fréchet distance it does not grow where images are few.",
    source: "Bińkowski et al. 2018, arXiv 1801.01401",
  },
  {
    term: "explained variance",
    aliases: ["variance explained", "explained share"],
    text: "How much of the differences between images comes back from a code: 1 is all, 0 is no more than the mean image has.",
  },
  {
    term: "exceedance share",
    aliases: ["exceedance"],
    text: "How many generated images an autoencoder of real ones brings back worse than 95 of 100 unseen real images. Where both sets are alike, it is 5 %.",
  },
  {
    term: "density and coverage",
    aliases: ["coverage"],
    text: "Two counts of neighbours: whether generated images lie where real ones are close together, and how many real ones have a generated one beside them.",
    source: "Naeem et al. 2020, arXiv 2002.09797",
  },
  {
    term: "learning curve",
    aliases: [],
    text: "How many unseen images are recognised, by the number of images that were learned from.",
  },
  {
    term: "AUC",
    aliases: ["AUROC"],
    text: "How often one of those that are looked for scores above one of the others: 0.5 is chance, 1 is never wrong.",
  },
  {
    term: "spreads",
    aliases: ["spread of single images", "spreads of single images"],
    text: "How much single images differ among themselves: their standard deviation, as the unit of a difference.",
  },
  {
    term: "linear probe",
    aliases: ["simple classifier", "linear classifier"],
    text: "A classifier that weighs numbers and adds them up: what it tells apart lies open in them.",
  },
  {
    term: "held-out",
    aliases: ["held out"],
    text: "Real images that were kept away from training, so that none of them can have been learned by heart.",
  },
  {
    term: "unseen",
    aliases: [],
    text: "Never used to train the generator. Only such images show whether it learned more than what it was shown.",
  },
  {
    term: "copies",
    aliases: ["copy", "near-copies", "memorised"],
    text: "Generated images that hardly differ from single training images: learned by heart.",
  },
  {
    term: "kinds",
    aliases: ["kind of real image", "kind of image", "kinds of real images"],
    text: "Clusters of real images that look alike, such as thick sevens; found without any labels.",
  },
  {
    term: "repeats",
    aliases: ["repeat", "repeat another one", "birthday"],
    text: "Generated images that hardly differ from each other. How often two of them are the same tells how many there are to draw.",
  },
  {
    term: "collapse",
    aliases: ["collapsed", "mode collapse"],
    text: "The generator draws the same few images, whatever numbers it is given.",
  },
];
