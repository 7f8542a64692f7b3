import type { Page } from "playwright-core";
import { expect } from "vitest";

/** The pixels of the n-th canvas in a part of the page, as one string. */
export function pixels(page: Page, inside: string, at = 0): Promise<string> {
  return page.evaluate(
    ([selector, index]) => {
      const canvas = document.querySelectorAll<HTMLCanvasElement>(`${selector} canvas`)[index as number];
      return canvas?.dataset.drawn === undefined ? "" : canvas.toDataURL();
    },
    [inside, at] as const,
  );
}

/** The same, once something is drawn. */
export async function drawn(page: Page, inside: string, at = 0): Promise<string> {
  await expect.poll(() => pixels(page, inside, at), { timeout: 20_000 }).not.toBe("");
  return pixels(page, inside, at);
}
