import type { RunStore, Subject } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { openSubject } from "@ganlens/interpret";

/** The generator that `trainDemo` trained, with its data. */
export function openDemo(store: RunStore): Promise<Subject> {
  const openData = (source: unknown, { split = "train" }: { readonly split?: string } = {}) =>
    openDataset(source as string, { split });
  return openSubject({ store, openData });
}
