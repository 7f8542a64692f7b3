/** Every program in a README: its blocks of TypeScript, in order. */
export function readmePrograms(readme: string): readonly string[] {
  return [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, program = ""]) => program);
}

/** The first program in a README, or null where there is none: what stands in its first block of TypeScript. */
export function readmeProgram(readme: string): string | null {
  return readmePrograms(readme)[0] ?? null;
}
