import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";
import { loadRest, showLanguage } from "./text/language";

// Mantine asks for these; a DOM emulation lacks them.
window.matchMedia ??= ((query: string) => ({
  matches: false,
  media: query,
  onchange: null,
  addListener: () => {},
  removeListener: () => {},
  addEventListener: () => {},
  removeEventListener: () => {},
  dispatchEvent: () => false,
})) as unknown as typeof window.matchMedia;

// And a text area that grows listens to fonts.
Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });

// A busy machine renders late; a condition that never comes still fails.
configure({ asyncUtilTimeout: 8000 });

await loadRest();
await showLanguage("en");

afterEach(cleanup);
