import { GanlensError, workerPort } from "@ganlens/core";
import type { PictureDecoder } from "../pictures/picture-decoder.ts";
import { portableDecoder } from "../pictures/portable-decoder.ts";
import type { DecoderName, PictureReply, PictureRequest } from "./picture-messages.ts";
import { pictureTasks } from "./picture-tasks.ts";
import { sharpDecoder } from "./sharp-decoder.ts";

const port = workerPort<PictureRequest, PictureReply>();
let last: Promise<void> = Promise.resolve();

// One after another: answers come in the order of the questions, and no more than one batch is in work.
port.onMessage((request) => {
  last = last.then(() => answer(request));
});

async function answer(request: PictureRequest): Promise<void> {
  const { id } = request;
  try {
    const tasks = pictureTasks(await decoderNamed(request.decoder));
    if (request.task === "survey") port.post({ id, output: await tasks.survey(request.input) });
    else {
      const output = await tasks.read(request.input);
      port.post({ id, output }, [output.buffer]);
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const hint = GanlensError.isInstance(error) ? error.hint : undefined;
    port.post({ id, error: { message, ...(hint === undefined ? {} : { hint }) } });
  }
}

async function decoderNamed(name: DecoderName): Promise<PictureDecoder> {
  return (name === "sharp" ? await sharpDecoder() : undefined) ?? portableDecoder;
}
