/** The half of this package that needs Node's own modules; the other half runs in a page too. */
export interface NodeSide {
  /** Loads `@tensorflow/tfjs-node` on the caller's copy of tfjs; throws when it is not there or does not load. */
  loadTfjsNode(options: { readonly threads: number }): void;
  /** Gives this process `navigator.gpu`; throws when there is no adapter that may be used. */
  provideWebgpu(options: { readonly requested: boolean }): Promise<void>;
  /** The folders of all copies of tfjs that this process has loaded. */
  tfjsCopies(): readonly string[];
  /** Versions of optional packages, by name; those that are not installed are left out. */
  packageVersions(): Readonly<Record<string, string>>;
  machine(): MachineDescription;
}

/** The machine as far as it bears on speed. */
export interface MachineDescription {
  /** `node 20.19.0`. */
  readonly runtime: string;
  readonly platform: string;
  readonly processor: string;
  /** Cores that this process may use. */
  readonly cores: number;
  readonly memoryBytes: number;
  /** The widest vector instructions, as far as they can be found out. */
  readonly vectorInstructions: string;
}

/** True in Node (and in what imitates it). */
export function isNode(): boolean {
  return typeof process !== "undefined" && process.versions?.node !== undefined;
}

/**
 * Loads the Node half.
 *
 * Through the package's own name and out of sight of bundlers, so that no page ever carries it.
 */
export async function loadNodeSide(): Promise<NodeSide> {
  const name = "@ganlens/backend/node";
  const { nodeSide } = (await import(/* @vite-ignore */ name)) as { readonly nodeSide: NodeSide };
  return nodeSide;
}
