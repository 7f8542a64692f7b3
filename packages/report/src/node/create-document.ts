import { parseHTML } from "linkedom";

/** An empty document where there is no browser. */
export function createDocument(): Document {
  const { document } = parseHTML("<!doctype html><html><head></head><body></body></html>");
  return document as unknown as Document;
}
