import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

interface WebhookBody {
  type: string;
  [field: string]: unknown;
}

/** Somebody else's program with a site of its own: people come back to it with a code, and webhooks arrive at it. */
export class ThirdParty {
  /** What people came back with. */
  readonly answers: URLSearchParams[] = [];
  /** Webhooks whose signature was right. */
  readonly webhooks: WebhookBody[] = [];
  readonly refused: string[] = [];
  /** What webhooks are signed with. */
  signingSecret = "";
  origin = "";
  readonly #server = createServer((request, response) => {
    this.#take(request).then(
      () => response.setHeader("Content-Type", "text/html; charset=utf-8").end("<title>Road Journal</title><h1>Welcome back</h1>"),
      (error: Error) => {
        this.refused.push(error.message);
        response.writeHead(400).end();
      },
    );
  });

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #take(request: IncomingMessage): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", this.origin);
    if (pathname === "/callback") this.answers.push(searchParams);
    if (request.method !== "POST") return;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    this.webhooks.push(new Webhook(this.signingSecret).verify(Buffer.concat(chunks).toString(), headers) as WebhookBody);
  }
}
