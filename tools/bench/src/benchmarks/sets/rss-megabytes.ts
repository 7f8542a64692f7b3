/** Memory of this process that is resident now, in MB of 2²⁰ bytes. */
export function rssMegabytes(): number {
  return process.memoryUsage.rss() / 2 ** 20;
}
