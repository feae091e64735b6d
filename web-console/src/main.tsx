import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { setNonce } from "get-nonce";
import { createRoot } from "react-dom/client";
import { setTransport } from "./api/client";
import { makeQueryClient } from "./api/query-client";
import { makeRouter } from "./app/router";
import { preferredLanguage, showLanguage } from "./text/language";
import "./theme/tokens.css";
import "./theme/mantine.css";
import "./theme/base.css";
import { cssVariables, theme } from "./theme/theme";
import { showDensity } from "./ui/preferences";

/** The nonce of this response: style elements that libraries insert carry it, the page's policy allows no others. */
const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";
setNonce(nonce);

const colorSchemes = localStorageColorSchemeManager({ key: "naru.theme" });

async function start() {
  const texts = showLanguage(preferredLanguage());
  if (__FAKE_API__) {
    const { startFake } = await import("./fake/fake");
    setTransport(startFake());
  }
  await texts;
  showDensity();
  const queries = makeQueryClient();
  const router = makeRouter(queries);
  const place = document.getElementById("root");
  if (!place) throw new Error("index.html has no element with the id root");
  createRoot(place).render(
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemes}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}

void start();
