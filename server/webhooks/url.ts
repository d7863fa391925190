/** Longer addresses are refused by many servers on the way. */
const mostCharacters = 2000;

/**
 * What is wrong with an address as that of a webhook; null: nothing. Where it leads is looked at each time something is sent.
 * `hasNetworks`: the operator has named networks that may be reached over plain HTTP and on any port.
 */
export function judgeWebhookUrl(text: string, hasNetworks: boolean): string | null {
  if (text.length > mostCharacters || !URL.canParse(text)) return "must be an address such as https://app.example/webhook";
  const url = new URL(text);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && hasNetworks)) return "must begin with https://";
  if (url.username || url.password) return "must not hold a user name or password";
  if (url.hash) return "must not end in a #fragment";
  if (url.port && !hasNetworks) return "must not name a port";
  return null;
}
