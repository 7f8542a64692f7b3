import { setupTfjsNode } from "./node/setup/setup-tfjs-node.ts";
for await (const event of setupTfjsNode({ cacheFolder: "/tmp/w/setup-cache" })) console.log(JSON.stringify(event));
