import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

const driverName = "vk_swiftshader_icd.json";
const loaderName = "libvulkan.so.1";

/** A folder that holds a Vulkan loader and SwiftShader's driver, as Debian's chromium does; undefined if none is found. */
export function findSoftwareVulkan(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  if (process.platform !== "linux") return undefined;
  const { GANLENS_VULKAN, GANLENS_CHROMIUM } = environment;
  const folders = [
    GANLENS_VULKAN,
    GANLENS_CHROMIUM ? dirname(GANLENS_CHROMIUM) : undefined,
    "/usr/lib/chromium",
    "/usr/lib/chromium-browser",
    "/opt/google/chrome",
  ];
  return folders.find(
    (folder) => folder && existsSync(join(folder, driverName)) && existsSync(join(folder, loaderName)),
  );
}

/** False when it is certain that this system has no Vulkan loader of its own. */
export function hasVulkanLoader(): boolean {
  if (process.platform !== "linux") return true;
  const folders = [
    ...(process.env.LD_LIBRARY_PATH ?? "").split(":").filter(Boolean),
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    `/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu`,
  ];
  return folders.some((folder) => existsSync(join(folder, loaderName)));
}

/** Lets whatever asks for Vulkan from now on find that folder's loader and driver. */
export function useSoftwareVulkan(folder: string): void {
  process.env.VK_ICD_FILENAMES ??= join(folder, driverName);
  // The folder cannot be added to the linker's path of a running process. But a library that stays loaded is found by
  // its name. `dlopen` reports that it is no addon, after it was loaded; RTLD_NOW | RTLD_NODELETE keeps it.
  try {
    process.dlopen({ exports: {} }, join(folder, loaderName), 0x1002);
  } catch {
    // As expected. If loading itself failed, no adapter is found, and that is said.
  }
}
