import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runLayout } from "@ganlens/core";
import { thisWriter } from "@ganlens/core/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorkbench, type Workbench } from "./testdata/open-viewer.ts";
import { runRecord } from "./testdata/run-record.ts";
import { metricsLine, writeTestRun } from "./testdata/write-test-run.ts";

const executablePath = process.env.GANLENS_CHROMIUM ?? "";

describe.skipIf(executablePath === "")("a run that is training (needs Chromium)", () => {
  let bench: Workbench;
  let run: string;

  beforeAll(async () => {
    bench = await openWorkbench(executablePath);
    run = join(bench.folder, "run");
    await writeTestRun(run);
  });
  afterAll(() => bench?.close());

  it("grows with a run that is training", async () => {
    const live = join(bench.folder, "live");
    await writeTestRun(live);
    await writeFile(join(live, "run.json"), JSON.stringify(runRecord("running", 22)));
    await writeFile(join(live, runLayout.writer), JSON.stringify(await thisWriter()));
    const liveServer = await bench.serve(live);
    const { page, complaints } = await bench.open(`${liveServer.url}#screen=training`);
    await page.getByText("Following the newest step.").waitFor();
    const numbers = page.locator(".step-numbers dd").first();
    await expect.poll(() => numbers.textContent()).toBe("22");
    await appendFile(join(live, "metrics.ndjson"), metricsLine(24) + metricsLine(26).slice(0, 20));
    await writeFile(join(live, "run.json"), JSON.stringify(runRecord("running", 24)));
    await writeFile(join(live, "samples/step-000024.png"), await samplePicture(live));
    await liveServer.announce();
    await page.getByRole("img", { name: "Generated samples at step 24" }).waitFor();
    await expect.poll(() => numbers.textContent()).toBe("24");
    await page.locator("header").getByText("training, step 24 of 22").waitFor();
    // run.json is written less often than the log.
    await appendFile(join(live, "metrics.ndjson"), `${metricsLine(26).slice(20)}${metricsLine(28)}`);
    await liveServer.announce();
    await page.locator("header").getByText("training, step 28 of 22").waitFor();
    await writeFile(join(live, "run.json"), JSON.stringify(runRecord("diverged", 24)));
    await liveServer.announce();
    await page.getByText("diverged, step 24 of 22").waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("shows on its first screen what a run that is training has so far", async () => {
    const live = join(bench.folder, "begun");
    await mkdir(join(live, "samples"), { recursive: true });
    await writeFile(join(live, "run.json"), JSON.stringify(runRecord("running", 0)));
    await writeFile(join(live, runLayout.writer), JSON.stringify(await thisWriter()));
    const liveServer = await bench.serve(live);
    const { page, complaints } = await bench.open(liveServer.url);
    await page.getByRole("heading", { name: "Training: step 0 of 22" }).waitFor();
    await page.getByText(/^Nothing was logged yet/).waitFor();
    await writeFile(join(live, "metrics.ndjson"), metricsLine(2) + metricsLine(4));
    await writeFile(join(live, "samples/step-000004.png"), await samplePicture(run));
    await liveServer.announce();
    await page.getByRole("heading", { name: "Training: step 4 of 22" }).waitFor();
    await page.locator(".live .drawing svg[role=img]").first().waitFor();
    await page.getByRole("img", { name: "Grid of generated samples after step 4" }).waitFor();
    expect(await page.locator(".live .step-numbers dd").first().textContent()).toBe("4");
    await page.locator("header").getByText("training, step 4 of 22").waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("calls no run training whose process is gone, or cannot be seen", async () => {
    const killed = join(bench.folder, "killed");
    await mkdir(killed, { recursive: true });
    await writeFile(join(killed, "run.json"), JSON.stringify(runRecord("running", 2)));
    await writeFile(join(killed, "metrics.ndjson"), metricsLine(2) + metricsLine(4));
    await writeFile(join(killed, runLayout.writer), JSON.stringify(await thisWriter()));
    const killedServer = await bench.serve(killed);
    const { page, complaints } = await bench.open(killedServer.url);
    const header = page.locator("header");
    await header.getByText("training, step 4 of 22").waitFor();
    // Another process has its number now: the one that trained is gone.
    const gone = { ...(await thisWriter()), began: "another time" };
    await writeFile(join(killed, runLayout.writer), JSON.stringify(gone));
    await killedServer.announce();
    await header.getByText("interrupted, step 4 of 22").waitFor();
    await page.getByRole("heading", { name: "Interrupted at step 4 of 22" }).waitFor();
    await page.getByText(/^The process that trained this run is gone/).waitFor();
    await page.getByText("interrupted: the process that trained it is gone").waitFor();
    await page.keyboard.press("2");
    await page.getByRole("slider", { name: "Points of Losses" }).waitFor();
    expect(await page.getByText("Following the newest step.").count()).toBe(0);
    await rm(join(killed, runLayout.writer));
    await killedServer.announce();
    await header.getByText("unfinished, step 4 of 22").waitFor();
    await page.keyboard.press("1");
    await page.getByText(/^Whether it still trains cannot be seen from here/).waitFor();
    expect(await page.locator("body").textContent()).not.toMatch(/[Tt]raining: step|training, step|running/);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

async function samplePicture(folder: string): Promise<Uint8Array> {
  return readFile(join(folder, "samples/step-000002.png"));
}
