/** The first program in a README, or null where there is none: what stands in its first block of TypeScript. */
export function readmeProgram(readme: string): string | null {
  return /^```ts\n(.*?)^```$/ms.exec(readme)?.[1] ?? null;
}
