/** What the server must know before it makes a page for this browser: kept in cookies by app/api/display. */

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export function isTheme(text: unknown): text is Theme {
  return themes.some((theme) => theme === text);
}

/** Shows a theme at once and keeps it for the next page. */
export function chooseTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  window.dispatchEvent(new Event(themeEvent));
  rememberDisplay({ theme });
}

/** Fired when the theme changes by choice; what draws on canvas listens. */
export const themeEvent = "motorpool:theme";

/** Best effort: the next page is right again even if this is lost. */
export function rememberDisplay(display: { theme?: Theme; timeZone?: string }): void {
  void fetch("/api/display", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(display),
    keepalive: true,
  }).catch(() => {});
}
