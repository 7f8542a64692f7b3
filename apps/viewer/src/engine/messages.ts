import type { LatentSpec, NetworkRecord, WrittenPart } from "@ganlens/core";
import type { ImportedInput, ImportedOutput } from "@ganlens/models";
import type { Brought } from "../brought/recognise-brought.ts";

/** The backend that computes, as the page names it. */
export interface BackendFacts {
  readonly name: string;
  readonly device: string;
  readonly reason: string;
  readonly tried: readonly { readonly name: string; readonly problem: string }[];
}

/** What the page needs to know of a network that the worker has loaded. */
export interface NetworkFacts {
  /** What a generator takes; absent for other networks. */
  readonly latent?: LatentSpec;
  /** Shape of one sample. */
  readonly shape: readonly number[];
  /** Sizes that a nested autoencoder's code can be cut to, ascending; the whole size alone for others. */
  readonly codes: readonly number[];
}

/** How a stored generator is read, and what the run says of it where its own files do not. */
export interface GeneratorSource extends Pick<NetworkRecord, "format" | "output" | "layout"> {
  readonly latent?: LatentSpec;
  /** The values that its images take. */
  readonly range?: readonly [number, number];
}

/** How an autoencoder looks at images. */
export interface Look {
  readonly autoencoder: string;
  /** Numbers of the code in use; all where it is left out. */
  readonly code?: number;
}

/** Images as the worker gives them: float32 in [0, 1], one after the other. */
export interface Pictures {
  readonly images: Float32Array;
  /** Shape of one image. */
  readonly shape: readonly number[];
  /** What the autoencoder makes of them, and the mean squared error of each. */
  readonly reconstructions?: Float32Array;
  readonly errors?: Float32Array;
  /** Milliseconds that the worker took. */
  readonly took: number;
}

/** What can be read off a generator from elsewhere. */
export interface InspectedGenerator {
  readonly inputs: readonly ImportedInput[];
  readonly outputs: readonly ImportedOutput[];
  /** "onnx", "tfjs layers model" … */
  readonly from: string;
  readonly producer?: string;
  /** True for a model of ganlens, which says itself what it takes and gives. */
  readonly isOwn: boolean;
  readonly notes: readonly string[];
}

/** What a person says of files from elsewhere; what is left out is read off them, or refused. */
export interface Said {
  /** What the noise of a generator is drawn from, one for each of its inputs. */
  readonly parts?: readonly WrittenPart[];
  readonly classes?: number;
  readonly range?: readonly [number, number];
  readonly layout?: "nhwc" | "nchw";
  /** Which of a generator's outputs. */
  readonly output?: string;
  /** Height and width of samples that are rows of numbers. */
  readonly size?: readonly [number, number];
}

/** What the worker can be asked for: task → question and answer. */
export interface Tasks {
  open: { readonly question: { readonly backend?: string }; readonly answer: BackendFacts };
  load: {
    readonly question: {
      readonly key: string;
      /** The files of its folder, by their path in it. */
      readonly files: Readonly<Record<string, Uint8Array>>;
      /** SHA-256 that files must have, where the run says it. */
      readonly expected?: Readonly<Record<string, string>>;
      /** For generators; others are autoencoders that ganlens has stored. */
      readonly source?: GeneratorSource;
    };
    readonly answer: NetworkFacts;
  };
  inspect: {
    readonly question: { readonly files: ReadonlyMap<string, Uint8Array>; readonly main: string };
    readonly answer: InspectedGenerator;
  };
  bring: {
    readonly question: {
      readonly files: ReadonlyMap<string, Uint8Array>;
      readonly what: Brought;
      readonly said: Said;
      /** ISO 8601. */
      readonly startedAt: string;
    };
    /** The files of a run folder. */
    readonly answer: { readonly files: ReadonlyMap<string, Uint8Array> };
  };
  forget: { readonly question: { readonly key: string }; readonly answer: null };
  generate: {
    readonly question: {
      readonly generator: string;
      /** All noise and codes side by side, `[count, size]`. */
      readonly z: Float32Array;
      readonly count: number;
      readonly labels?: Int32Array;
      readonly look?: Look;
    };
    readonly answer: Pictures;
  };
  look: {
    readonly question: {
      readonly images: Float32Array;
      readonly count: number;
      readonly shape: readonly number[];
      readonly look: Look;
    };
    readonly answer: Pictures;
  };
}

export type TaskName = keyof Tasks;

/** What goes to the worker. */
export type EngineRequest = {
  [T in TaskName]: { readonly id: number; readonly task: T; readonly question: Tasks[T]["question"] };
}[TaskName];

/** What comes back. */
export type EngineReply =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly problem: EngineProblem };

/** A failure in words; `lost` when the worker cannot go on and must be started anew. */
export interface EngineProblem {
  readonly message: string;
  readonly hint?: string;
  readonly lost: boolean;
}
