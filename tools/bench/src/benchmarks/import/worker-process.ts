import { moved, serveTasks } from "@ganlens/backend";
import { importedGenerator } from "./imported-generator.ts";

let generator: ReturnType<typeof importedGenerator> | undefined;

serveTasks({
  async generate({ path, z }: { readonly path: string; readonly z: Float32Array }) {
    generator ??= importedGenerator(path);
    const images = (await (await generator)(z)) as Float32Array<ArrayBuffer>;
    return moved(images, [images]);
  },
});
