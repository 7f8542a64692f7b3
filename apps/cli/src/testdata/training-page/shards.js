import { serveShards } from "@ganlens/training";
import { nameWasmFiles } from "./wasm-files.js";

serveShards(async () => nameWasmFiles());
