import "./globals.css";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import type { ReactNode } from "react";
import { t } from "#components/messages/messages.ts";
import { compose } from "#server/compose.ts";
import { readDisplay } from "./display.ts";
import { Providers } from "./providers.tsx";

/** Only for commands and codes: fetched where one is shown, unlike geist's own module, which preloads it on every page. */
const mono = localFont({
  src: "../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2",
  variable: "--font-geist-mono",
  weight: "100 900",
  preload: false,
});

export const metadata: Metadata = {
  title: { default: t("common.productName"), template: `%s · ${t("common.productName")}` },
  description: t("signIn.lead"),
  icons: { icon: "/icon.svg", apple: "/icon-180.png" },
  manifest: "/manifest.webmanifest",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f7f7" },
    { media: "(prefers-color-scheme: dark)", color: "#0b0e10" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const display = await readDisplay();
  const { env } = compose();
  return (
    <html
      lang={display.locale}
      data-theme={display.theme === "system" ? undefined : display.theme}
      className={`${GeistSans.variable} ${mono.variable}`}
      suppressHydrationWarning
    >
      <body>
        <Providers
          preferences={display.preferences}
          theme={display.theme}
          mapSettings={{ tileUrl: env.MAP_TILE_URL, tileAttribution: env.MAP_TILE_ATTRIBUTION }}
        >
          {children}
        </Providers>
      </body>
    </html>
  );
}
