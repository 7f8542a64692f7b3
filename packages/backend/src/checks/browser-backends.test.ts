import { existsSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CheckPage } from "./testdata/check-page.ts";
import { describeFailures } from "./testdata/describe-failures.ts";
import { openCheckPage } from "./testdata/open-check-page.ts";

/** Left in the page by its script. */
declare const checkPage: CheckPage;

const executablePath = process.env.GANLENS_CHROMIUM ?? "/usr/bin/chromium";
const required = process.env.GANLENS_REQUIRE_CHROMIUM === "1";

describe.skipIf(!required && !existsSync(executablePath))("operations in Chromium (needs Chromium)", () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    ({ browser, page } = await openCheckPage(executablePath));
  });
  afterAll(() => browser?.close());

  // One variant of each: with SwiftShader most of the time goes into compiling shaders. All of them are a long test.
  it.each(["webgl", "webgpu"] as const)(
    "are right to second order on %s",
    async (backend) => {
      const result = await page.evaluate(
        (name) => checkPage.check(name, { quick: true, installed: true }),
        backend,
      );
      expect(describeFailures(result.rows)).toEqual([]);
      expect(result.rows.length).toBeGreaterThan(250);
      expect(result.leaked).toBe(0);
    },
    240_000,
  );
});
