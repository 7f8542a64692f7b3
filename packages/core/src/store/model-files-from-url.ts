import { type FileSet, isPathInside } from "../contracts/file-set.ts";
import { ConfigInvalidError } from "../errors/config-invalid-error.ts";
import { type FetchBoundedOptions, fetchBounded } from "./fetch-bounded.ts";

/** One gigabyte: more than any model here can be run with. */
const largestFile = 2 ** 30;

/**
 * The files of a model on a web server: the address of its model.json, of another file (an .onnx), or of a model.json's folder.
 *
 * Files are taken from below that address only; what stands behind `?` in it is sent for each, as TensorFlow.js does.
 *
 * @throws {ConfigInvalidError} when it is no http(s) address, or has a name and password in it
 */
export function modelFilesFromUrl(
  url: string | URL,
  { maximumBytes = largestFile, ...options }: Partial<FetchBoundedOptions> = {},
): FileSet {
  const named = URL.canParse(url) ? new URL(url) : undefined;
  if (!named || !/^https?:$/.test(named.protocol) || named.username !== "" || named.password !== "") {
    throw new ConfigInvalidError({
      message: `Expected the http(s) address of a model, received ${named ? `one of ${named.protocol}//${named.host}` : "something else"}${named?.username ? " with a name in it" : ""}.`,
      hint: "For example https://example.org/generator/model.json.",
    });
  }
  const file = /[^/]*\.[^/]*$/.exec(named.pathname)?.[0];
  const base = new URL(named);
  base.search = "";
  base.hash = "";
  base.pathname = file ? named.pathname.slice(0, -file.length) : named.pathname.replace(/\/?$/, "/");
  const main = file ? decoded(file) : "model.json";
  return {
    main,
    location: base.href,
    async read(path, { maximumBytes: most = maximumBytes } = {}) {
      const target = addressOf(path, main, file, base);
      target.search = named.search;
      return fetchBounded(target, { ...options, maximumBytes: Math.min(most, maximumBytes) });
    },
  };
}

function addressOf(path: string, main: string, file: string | undefined, base: URL): URL {
  // As it was given: encoding it anew could change it.
  if (path === main && file !== undefined) return new URL(`./${file}`, base);
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const target = new URL(`./${encoded}`, base);
  if (isPathInside(path) && target.href.startsWith(base.href)) return target;
  throw new ConfigInvalidError({
    message: `Expected the files of a model below ${base.href}, received ${JSON.stringify(path.slice(0, 200))}, which leads outside.`,
    hint: "Serve all files of the model from one folder.",
  });
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
