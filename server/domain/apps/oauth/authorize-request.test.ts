import { describe, expect, it } from "vitest";
import type { AppScope } from "#server/domain/apps/scopes.ts";
import { keepKnown, readRequest, readTarget } from "./authorize-request.ts";

const scopes: AppScope[] = ["scope:trip", "scope:location"];
const client = { isPublic: false, redirectUris: ["https://app.example/callback"], scopes };
const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const plain = { client_id: "abc", response_type: "code", scope: "scope:trip" };

const read = (change: Record<string, string>, of = client) => readRequest(new URLSearchParams({ ...plain, ...change }), of);

describe("where a request is answered", () => {
  it.each([
    ["", "no_client"],
    ["client_id=", "no_client"],
    ["client_id=a&client_id=b", "repeated"],
    ["client_id=a&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback", "repeated"],
    ["client_id=a&redirect_uri=https%3A%2F%2Fevil.example", "unknown_redirect"],
    ["client_id=a&redirect_uri=", "unknown_redirect"],
    [`client_id=a&state=${"x".repeat(5000)}`, "too_long"],
  ])("is nowhere for %.60s: %s", (query, problem) => {
    expect(readTarget(new URLSearchParams(query), client)).toEqual({ problem });
  });

  it("is nowhere for an app that does not exist", () => {
    expect(readTarget(new URLSearchParams("client_id=a"), null)).toEqual({ problem: "unknown_client" });
  });

  it("is the registered address, whatever a wrongly spelt parameter says", () => {
    const params = keepKnown(new URLSearchParams("redirect_url=https%3A%2F%2Fevil.example&client_id=a"));
    expect(params.toString()).toBe("client_id=a");
    expect(readTarget(params, client)).toEqual({ target: "https://app.example/callback" });
  });
});

describe("a request", () => {
  it("asks for scopes, of which the public one is implied", () => {
    expect(read({ scope: "scope:location  scope:trip" })).toEqual({
      request: { redirectUri: null, scopes: ["scope:public", "scope:location", "scope:trip"], codeChallenge: null },
    });
  });

  it.each([
    [{ response_type: "" }, "invalid_request"],
    [{ response_type: "token" }, "unsupported_response_type"],
    [{ response_type: "code token" }, "unsupported_response_type"],
    [{ response_mode: "fragment" }, "invalid_request"],
    [{ scope: "" }, "invalid_scope"],
    [{ scope: "scope:trip scope:behavior" }, "invalid_scope"],
    [{ scope: "scope:trip scope:nonsense" }, "invalid_scope"],
    [{ scope: "openid" }, "invalid_scope"],
    [{ code_challenge: challenge }, "invalid_request"],
    [{ code_challenge: challenge, code_challenge_method: "plain" }, "invalid_request"],
    [{ code_challenge: challenge, code_challenge_method: "s256" }, "invalid_request"],
    [{ code_challenge: `${challenge}=`, code_challenge_method: "S256" }, "invalid_request"],
    [{ code_challenge_method: "S256" }, "invalid_request"],
  ])("with %o is refused: %s", (change, error) => {
    expect(read(change)).toMatchObject({ refusal: { error } });
  });

  it("with anything twice is refused", () => {
    const params = new URLSearchParams({ ...plain, state: "a" });
    params.append("state", "b");
    expect(readRequest(params, client)).toMatchObject({ refusal: { error: "invalid_request" } });
  });

  it("of a public app needs a challenge", () => {
    const pkce = { code_challenge: challenge, code_challenge_method: "S256" };
    expect(read({}, { ...client, isPublic: true })).toMatchObject({ refusal: { error: "invalid_request" } });
    expect(read(pkce, { ...client, isPublic: true })).toMatchObject({ request: { codeChallenge: challenge } });
    expect(read(pkce)).toMatchObject({ request: { codeChallenge: challenge } });
  });
});
