/** The currencies of ISO 4217 that this runtime knows: browsers know others, and call some differently. */

const codes = Intl.supportedValuesOf("currency");

export function isCurrency(code: string): boolean {
  return codes.includes(code);
}

/** By code, with their English names. */
export function listCurrencies(): { code: string; name: string }[] {
  const names = new Intl.DisplayNames("en", { type: "currency" });
  return codes.map((code) => ({ code, name: names.of(code) ?? code }));
}
