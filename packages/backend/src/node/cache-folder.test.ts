import { join } from "node:path";
import { expect, it } from "vitest";
import { cacheFolder } from "./cache-folder.ts";

it("follows each platform's own rules", () => {
  const home = join("/", "home", "ada");
  const at = (platform: NodeJS.Platform, environment: Record<string, string> = {}) =>
    cacheFolder({ platform, environment, home });
  expect(at("linux")).toBe(join(home, ".cache", "ganlens"));
  expect(at("linux", { XDG_CACHE_HOME: "/var/cache/ada" })).toBe(join("/var/cache/ada", "ganlens"));
  expect(at("linux", { XDG_CACHE_HOME: "relative" })).toBe(join(home, ".cache", "ganlens"));
  expect(at("linux", { XDG_CACHE_HOME: "D:\\cache" })).toBe(join(home, ".cache", "ganlens"));
  expect(at("win32", { XDG_CACHE_HOME: "D:\\cache" })).toBe(join("D:\\cache", "ganlens"));
  expect(at("darwin")).toBe(join(home, "Library", "Caches", "ganlens"));
  expect(at("win32")).toBe(join(home, "AppData", "Local", "ganlens", "Cache"));
  expect(at("win32", { LOCALAPPDATA: join("/", "local") })).toBe(join("/", "local", "ganlens", "Cache"));
});
