import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The workspace's sources are bundled directly, so that the page needs no other build before its own.
const conditions = ["@ganlens/source", "module", "browser", "development|production"];

export default defineConfig({
  // Relative addresses: the page works under any path.
  base: "./",
  plugins: [react()],
  resolve: { conditions },
  worker: { format: "es" },
  build: {
    target: "es2022",
    // Everything is a file of its own: the page's policy allows no inline script or style.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2500,
    manifest: "manifest.json",
    rolldownOptions: {
      output: {
        // What forbids compiled schemas lies beside zod, so that it has run before any other part makes a schema.
        advancedChunks: {
          groups: [{ name: "schemas", test: /[\\/](node_modules[\\/]zod[\\/]|without-eval)/ }],
        },
      },
    },
  },
});
