// Made from data/digits-8x8/digits8x8-labels.idx1-ubyte.gz by scripts/embed.mjs; licence in data/digits-8x8/LICENCE.
export const base64: string =
  "H4sIAAAAAAAC/+2SWQ4DMQhDAWOW+1+4HKCqklmkUTV/CXJ4NkSkVCQpanBGVn89NRmUri7XTHDemGXZSAJIwCPCW0dDm7JoBkzTA4qeSznUhYgOTbrnqIzZ9CpvmcY3OfjJv52+nh9/u4HXwZaDTQML9AX40fDv+q918MAJHOcv0M/9vquzfwCds+9XDQcAAA==";
