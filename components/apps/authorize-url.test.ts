import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { toAuthorizeUrl, toExchangeCommand } from "./authorize-url.ts";

const client = { baseUrl: "https://motorpool.example/api/automatic", clientId: "AbCdEfGhIjKlMnOpQrSt", isPublic: false };

describe("the authorize URL", () => {
  test("names the client and the scopes, the one that comes by itself only when it is alone", () => {
    expect(toAuthorizeUrl(client, ["scope:trip", "scope:public", "scope:location"])).toBe(
      "https://motorpool.example/api/automatic/oauth/authorize?client_id=AbCdEfGhIjKlMnOpQrSt&response_type=code&scope=scope:location%20scope:trip",
    );
    expect(toAuthorizeUrl(client, [])).toMatch(/&scope=scope:public$/);
  });

  test("of a public app has the challenge of the verifier it is exchanged with", () => {
    const open = { ...client, isPublic: true };
    const challenge = new URL(toAuthorizeUrl(open, [])).searchParams.get("code_challenge");
    const [, verifier = ""] = /code_verifier=(\S+)/.exec(toExchangeCommand(open)) ?? [];
    expect(createHash("sha256").update(verifier).digest("base64url")).toBe(challenge);
    expect(toExchangeCommand(open)).not.toContain("SECRET");
  });
});

test("the exchange posts a form with the secret from the shell", () => {
  expect(toExchangeCommand(client)).toBe(
    [
      "curl -X POST 'https://motorpool.example/api/automatic/oauth/access_token' \\",
      "  -d grant_type=authorization_code \\",
      "  -d client_id=AbCdEfGhIjKlMnOpQrSt \\",
      '  -d "client_secret=$CLIENT_SECRET" \\',
      '  -d "code=$CODE"',
    ].join("\n"),
  );
});
