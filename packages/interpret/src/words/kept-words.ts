import type { Subject } from "@ganlens/core";

/** What images are called that no autoencoder here learned from, by what the generator has seen of the real ones. */
export interface KeptWords {
  /** "held-out" where the generator has not seen the real ones either; else "set-aside". */
  readonly kept: string;
  /** What must be said of set-aside images below a figure; empty where they are held out. */
  readonly remark: string;
}

/** Images that a generator was trained on are never called held-out, though the autoencoders have not seen them. */
export function keptWords({ real }: Pick<Subject, "real">): KeptWords {
  if (real?.unseen === true) return { kept: "held-out", remark: "" };
  return {
    kept: "set-aside",
    remark: " Set-aside real images are unknown to the autoencoders; the generator was trained on them.",
  };
}
