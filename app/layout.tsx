import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { t } from "#components/messages/messages.ts";
import { compose } from "#server/compose.ts";
import { readDisplay } from "./display.ts";
import { Providers } from "./providers.tsx";

export const metadata: Metadata = {
  title: { default: t("common.productName"), template: `%s · ${t("common.productName")}` },
  description: t("signIn.lead"),
  icons: { icon: "/icon.svg", apple: "/icon.svg" },
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
      className={`${GeistSans.variable} ${GeistMono.variable}`}
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
