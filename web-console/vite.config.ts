import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { withoutUnusedColours } from "./build/colours.ts";
import { texts } from "./build/texts.ts";

/** `NARU_API=http://127.0.0.1:8080 npm run dev` talks to a running control plane; without it the in-memory API answers. */
const api = process.env.NARU_API;
const proxied = ["/api", "/org", "/iam", "/cmk", "/kafka"];

export default defineConfig(({ command }) => ({
  plugins: [react(), texts()],
  resolve: { alias: { "~": fileURLToPath(new URL("./src", import.meta.url)) } },
  css: { postcss: { plugins: [withoutUnusedColours] } },
  define: { __FAKE_API__: JSON.stringify((command === "serve" && !api) || process.env.NARU_FAKE === "1") },
  // The server puts a fresh value in place of the placeholder in every response.
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    outDir: process.env.NARU_OUT ?? "target/classes/web-console",
    emptyOutDir: true,
    sourcemap: false,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: api ? Object.fromEntries(proxied.map((path) => [path, api])) : undefined },
  test: { environment: "happy-dom", setupFiles: ["./src/test-setup.ts"], css: false, testTimeout: 40_000 },
}));
