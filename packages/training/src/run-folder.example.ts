import { resumeRun, startRun, trainRun } from "@ganlens/training/node";

const folder = "runs/first";
const run = await startRun({ folder, preset: "mlp-gan", set: ["schedule.totalSteps=20"] });
const stop = new AbortController();
for await (const event of trainRun(run, { signal: stop.signal })) {
  if (event.type === "step-end" && event.step === 10) stop.abort(); // as Ctrl-C does on the command line
}
for await (const event of trainRun(await resumeRun({ folder }))) {
  if (event.type === "step-end") console.log(event.step, event.losses);
  if (event.type === "run-end") console.log(event.reason);
}
