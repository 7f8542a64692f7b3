import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { BackendUnavailableError } from "@ganlens/core";
import { cacheFolder } from "./cache-folder.ts";
import { findSoftwareVulkan, hasVulkanLoader, useSoftwareVulkan } from "./software-vulkan.ts";

/** What the npm package `webgpu` exports. */
interface Dawn {
  create(options: readonly string[]): Gpu;
  readonly globals: Readonly<Record<string, unknown>>;
}

interface Gpu {
  requestAdapter(): Promise<object | null>;
}

/**
 * Gives this process `navigator.gpu` from the npm package `webgpu` (Dawn).
 *
 * When webgpu was asked for and there is no adapter, SwiftShader's Vulkan driver is taken if Chromium brings it: slow,
 * and right enough to test with.
 *
 * @throws {BackendUnavailableError} when the package or an adapter is missing
 */
export async function provideWebgpu({ requested }: { readonly requested: boolean }): Promise<void> {
  if (currentGpu() !== undefined) return;
  const entry = findPackage();
  const mayUseSoftware = requested ? findSoftwareVulkan() : undefined;
  if (!hasVulkanLoader()) {
    // Dawn would print a warning of its own.
    if (mayUseSoftware === undefined) throw noAdapter();
    useSoftwareVulkan(mayUseSoftware);
  }
  const dawn = (await import(entry)) as Dawn;
  let gpu = dawn.create([]);
  let adapter = await gpu.requestAdapter();
  if (adapter === null && mayUseSoftware !== undefined) {
    useSoftwareVulkan(mayUseSoftware);
    gpu = dawn.create([]);
    adapter = await gpu.requestAdapter();
  }
  if (adapter === null) throw noAdapter();
  for (const [name, value] of Object.entries(dawn.globals)) {
    if (!(name in globalThis))
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  if (globalThis.navigator === undefined) {
    const value = { userAgent: `Node.js/${process.versions.node}` };
    Object.defineProperty(globalThis, "navigator", { value, configurable: true });
  }
  Object.defineProperty(globalThis.navigator, "gpu", { value: gpu, configurable: true });
}

function currentGpu(): unknown {
  return (globalThis.navigator as { readonly gpu?: unknown } | undefined)?.gpu;
}

function noAdapter(): BackendUnavailableError {
  return new BackendUnavailableError({
    message: "WebGPU finds no graphics adapter",
    hint: "Install the graphics driver with its Vulkan part, or Debian's chromium for its software one (then ask for webgpu by name).",
  });
}

/** Where `webgpu` is: beside this package, in the working directory's project, or in a folder of its own. */
function findPackage(): string {
  const folder = process.env.GANLENS_WEBGPU || join(cacheFolder(), "webgpu");
  for (const from of [import.meta.url, join(process.cwd(), "package.json"), join(folder, "package.json")]) {
    try {
      const file = createRequire(from).resolve("webgpu");
      if (existsSync(file)) return pathToFileURL(file).href;
    } catch {
      // Not there; the next place may have it.
    }
  }
  throw new BackendUnavailableError({
    message: "the npm package webgpu is not installed",
    hint: "npm install webgpu @tensorflow/tfjs-backend-webgpu@4.22.0",
  });
}
