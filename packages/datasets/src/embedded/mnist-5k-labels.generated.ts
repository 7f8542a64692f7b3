// Made from data/mnist-5k/mnist5k-labels.idx1-ubyte.gz by scripts/embed.mjs; licence in data/mnist-5k/LICENCE.
export const base64: string =
  "H4sIAAAAAAAC/+3BRwEAIADEsGPDG9PIRkibJLsk90U4RThVOE04XThDOFM4SzhbOEc4HwrxM9iQEwAA";
