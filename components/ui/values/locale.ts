/** Languages that have a message file. */
const languages = ["en"];

const fallback = "en-GB";

/**
 * The locale to write numbers and dates in: the first of the browser's languages that we have words for, so that words and
 * dates are of one language. `en` alone means British forms: day before month, 24 hours.
 */
export function pickLocale(acceptLanguage: string | null): string {
  for (const entry of (acceptLanguage ?? "").split(",").slice(0, 20)) {
    const tag = entry.split(";")[0]?.trim() ?? "";
    const [language] = tag.toLowerCase().split("-");
    if (language === undefined || !languages.includes(language)) continue;
    if (tag.includes("-") && Intl.DateTimeFormat.supportedLocalesOf(toCanonical(tag)).length > 0) return toCanonical(tag);
  }
  return fallback;
}

function toCanonical(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? fallback;
  } catch {
    return fallback;
  }
}
