/** What the setup page checks and sends. The server checks all of it again. */
export interface SetupValues {
  accountName: string;
  name: string;
  email: string;
  password: string;
}

export type SetupMistakes = Partial<Record<keyof SetupValues, "missing" | "badEmail" | "shortPassword">>;

const minPasswordLength = 8;

/** What is wrong with each field, in the order of the form. */
export function findMistakes(values: SetupValues): SetupMistakes {
  const mistakes: SetupMistakes = {};
  if (values.accountName === "") mistakes.accountName = "missing";
  if (values.name === "") mistakes.name = "missing";
  if (values.email === "") mistakes.email = "missing";
  else if (!/^[^\s@]+@[^\s@]+$/.test(values.email)) mistakes.email = "badEmail";
  if ([...values.password].length < minPasswordLength) mistakes.password = "shortPassword";
  return mistakes;
}

export type SetupAnswer = { ok: true } | { ok: false; reached: boolean; error: string | null };

export async function submitSetup(token: string, values: SetupValues): Promise<SetupAnswer> {
  try {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const response = await fetch("/api/setup", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token, ...values, timeZone }),
    });
    if (response.ok) return { ok: true };
    return { ok: false, reached: true, error: readError(await response.json().catch(() => null)) };
  } catch {
    return { ok: false, reached: false, error: null };
  }
}

function readError(body: unknown): string | null {
  return typeof body === "object" && body !== null && "error" in body && typeof body.error === "string" ? body.error : null;
}
