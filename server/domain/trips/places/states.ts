/** The well-known codes of states where GeoNames writes numbers instead: provinces of Canada (ISO 3166-2) and states of Australia. */
const codesByNumber: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  CA: {
    "01": "AB",
    "02": "BC",
    "03": "MB",
    "04": "NB",
    "05": "NL",
    "07": "NS",
    "08": "ON",
    "09": "PE",
    "10": "QC",
    "11": "SK",
    "12": "YT",
    "13": "NT",
    "14": "NU",
  },
  AU: { "01": "ACT", "02": "NSW", "03": "NT", "04": "QLD", "05": "SA", "06": "TAS", "07": "VIC", "08": "WA" },
};

/** The code people know a state by, "CA", "ON", "NSW", from that of GeoNames; null where states go by no code. */
export function stateCode(country: string, adminCode: string): string | null {
  if (country === "US") return adminCode || null;
  return codesByNumber[country]?.[adminCode] ?? null;
}

/** The code of a state, written as {@link stateCode} gives it or as GeoNames does; null for what is no state's code there. */
export function readStateCode(country: string | null, text: string): string | null {
  if (country === "US") return /^[A-Z]{2}$/.test(text) ? text : null;
  const codes = country === null ? undefined : codesByNumber[country];
  if (!codes) return null;
  return codes[text] ?? (Object.values(codes).includes(text) ? text : null);
}
