// Made from data/patches-16/patches16-labels.idx1-ubyte.gz by scripts/embed.mjs; licence in data/patches-16/LICENCE.
export const base64: string =
  "H4sIAAAAAAAC/+3BuREAIBDEsOW/iKH/amnDgaWkWnJfhNKE0oUyhDKFsoSyhXKEUkL5VCZdohgOAAA=";
