/** 1 GiB: what decoded samples may take unless more is allowed. */
const usualBytes = 2 ** 30;

/** 64 GiB: what they may take where `allowLarge` says so. */
const largeBytes = 2 ** 36;

/** The most bytes that decoded samples may take. */
export function outputLimit({ allowLarge = false }: { readonly allowLarge?: boolean | undefined }): number {
  return allowLarge ? largeBytes : usualBytes;
}
