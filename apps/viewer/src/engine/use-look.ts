import type { AutoencoderArtifact } from "@ganlens/core";
import type { OpenRun } from "../run/open-run.ts";
import type { ViewState } from "../state/view-state.ts";
import type { Look } from "./messages.ts";
import { type UsedNetwork, useAutoencoder } from "./use-network.ts";

/** The autoencoder that images are looked at through. */
export interface UsedLook {
  readonly network: AutoencoderArtifact | null;
  readonly loaded: UsedNetwork | null;
  /** For the worker; absent until it is loaded, and where there is none. */
  readonly look: Look | undefined;
  /** Numbers of the code in use, and the sizes to choose from. */
  readonly code: number | null;
  readonly codes: readonly number[];
}

/** Loads the autoencoder that the state asks for, cut to as many numbers as the lens used or the reader chose. */
export function useLook(contents: OpenRun, { through, code }: ViewState): UsedLook {
  const { files, autoencoders } = contents;
  const network = autoencoders.find(({ learned }) => learned === through) ?? autoencoders[0] ?? null;
  const loaded = useAutoencoder(files, network?.model ?? null);
  const codes = loaded?.facts?.codes ?? [];
  const preferred = [code, network?.code].find((size): size is number => codes.includes(size as number));
  const used = preferred ?? codes.at(-1) ?? null;
  const isReady = loaded?.facts != null && loaded.problem === null;
  return {
    network,
    loaded,
    look: isReady ? { autoencoder: loaded.key, ...(used === null ? {} : { code: used }) } : undefined,
    code: used,
    codes,
  };
}
