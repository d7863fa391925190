/** A browser as far as signing in needs one: it keeps its cookies. */
export class Browser {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Signs in through the page's own route; true when there is a session. */
  async signIn(person: { email: string; password: string }, network: string, signal?: AbortSignal): Promise<boolean> {
    const csrf = await this.fetch("/api/auth/csrf", { ...(signal && { signal }) });
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const answer = await this.fetch("/api/auth/callback/credentials", {
      method: "POST",
      headers: { "x-forwarded-for": network },
      body: new URLSearchParams({ ...person, csrfToken, json: "true" }),
      redirect: "manual",
      ...(signal && { signal }),
    });
    await answer.arrayBuffer();
    return answer.headers.getSetCookie().some((cookie) => /session=[^;]/.test(cookie));
  }

  /** A request of one of our own pages. */
  async fetch(
    path: string,
    { headers, ...init }: Omit<RequestInit, "headers"> & { headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(`${this.#origin}${path}`, { ...init, headers: { ...headers, cookie, "sec-fetch-site": "same-origin" } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) this.#cookies.set(name, value);
    }
    return answer;
  }

  /** Forgets the session; what else the server has left here stays. */
  signOut(): void {
    for (const name of this.#cookies.keys()) if (name.endsWith(".session")) this.#cookies.delete(name);
  }
}
