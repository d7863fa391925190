"use client";

import { useSyncExternalStore } from "react";
import { themeEvent } from "#components/ui/state/display.ts";

const darkQuery = "(prefers-color-scheme: dark)";

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(darkQuery);
  media.addEventListener("change", listener);
  window.addEventListener(themeEvent, listener);
  return () => {
    media.removeEventListener("change", listener);
    window.removeEventListener(themeEvent, listener);
  };
}

function read(): "light" | "dark" {
  const chosen = document.documentElement.dataset["theme"];
  if (chosen === "light" || chosen === "dark") return chosen;
  return window.matchMedia(darkQuery).matches ? "dark" : "light";
}

/** The theme that is seen; canvas must be drawn again when it changes. */
export function useShownTheme(): "light" | "dark" {
  return useSyncExternalStore(subscribe, read, () => "light");
}

export type ReadColor = (token: string) => string;

const known = new Map<string, string>();

/** Reads colours of CSS tokens as canvas understands them, for the theme that is seen now: `readColor("map-land")`. */
export function createColorReader(theme: "light" | "dark"): ReadColor {
  return (token) => {
    const key = `${theme} ${token}`;
    const color = known.get(key) ?? computeColor(token);
    known.set(key, color);
    return color;
  };
}

function computeColor(token: string): string {
  const probe = document.createElement("span");
  probe.hidden = true;
  probe.style.color = `var(--${token})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
