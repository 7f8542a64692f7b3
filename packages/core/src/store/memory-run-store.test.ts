import { MemoryRunStore } from "./memory-run-store.ts";
import { describeRunStore } from "./testdata/describe-run-store.ts";

describeRunStore("MemoryRunStore", async () => new MemoryRunStore());
