// Serves the built console as the control plane does: a nonce for each response, the content security policy, compressed
// files, every unknown path answered by index.html. For looking at the pages and checking them; not part of the product.
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

export function policy(nonce) {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Answers with the server once it listens. */
export function serve(folder, port) {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
    const file = join(folder, path);
    if (extname(path) && existsSync(file)) {
      const immutable = path.startsWith("/assets/");
      response.setHeader("Content-Type", types[extname(path)] ?? "application/octet-stream");
      response.setHeader("Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-cache");
      if (existsSync(`${file}.br`) && /\bbr\b/.test(request.headers["accept-encoding"] ?? "")) {
        response.setHeader("Content-Encoding", "br");
        return response.end(readFileSync(`${file}.br`));
      }
      return response.end(readFileSync(file));
    }
    const nonce = randomBytes(16).toString("base64");
    response.setHeader("Content-Type", types[".html"]);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Security-Policy", policy(nonce));
    return response.end(readFileSync(join(folder, "index.html"), "utf8").replaceAll("__CSP_NONCE__", nonce));
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(server)));
}
