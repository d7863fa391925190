/** The zones to choose from, by name; `chosen` is among them even when this browser calls it otherwise. */
export function listTimeZones(chosen: string | null): string[] {
  const zones = new Set(["UTC", ...Intl.supportedValuesOf("timeZone")]);
  if (chosen) zones.add(chosen);
  return [...zones].sort((a, b) => a.localeCompare(b, "en"));
}
