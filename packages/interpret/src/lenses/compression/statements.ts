import type { CompressionGap } from "./gap.ts";

export type StatementId = "better" | "worse";

export interface Statement {
  readonly id: StatementId;
  readonly isSaid: (gap: CompressionGap) => boolean;
  /** What cannot be told where its controls fail. */
  readonly subject: string;
  /** The fault that it must find in every run. */
  readonly spike: Planted;
  /** Faults whose power is printed, the spike-in among them. */
  readonly trials: readonly Planted[];
}

interface Planted {
  readonly fault: string;
  readonly strength: number;
}

const blur = { fault: "blur", strength: 1 };
const noise = { fault: "noise", strength: 0.1 };

/** The sentences of this lens; "cannot be told apart" is said where neither is. */
export const statements: readonly Statement[] = [
  {
    id: "better",
    isSaid: ({ isBetter }) => isBetter,
    subject: "whether it compresses better",
    spike: blur,
    trials: [blur, { fault: "few-images", strength: 60 }, { fault: "classes-missing", strength: 0.5 }],
  },
  {
    id: "worse",
    isSaid: ({ isWorse }) => isWorse,
    subject: "whether it compresses worse",
    spike: noise,
    trials: [noise],
  },
];
