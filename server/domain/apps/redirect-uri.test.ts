import { describe, expect, it } from "vitest";
import { findRedirectUriProblem } from "./redirect-uri.ts";

const clientId = "AbCdEfGhIjKlMnOpQrSt";

describe("redirect URIs", () => {
  it.each([
    "https://app.example/callback",
    "https://app.example",
    "https://app.example:8443/callback?from=motorpool&x=%2e",
    "https://app.example/@handle",
    "https://app.example?to=@handle",
    "http://127.0.0.1:8080/callback",
    "http://[::1]/callback",
    "http://localhost:3000/",
    "com.example.app:/oauth",
    "com.example.app://oauth/back",
    "automatic-abcdefghijklmnopqrst://oauth",
  ])("may be %s", (uri) => {
    expect(findRedirectUriProblem(uri, clientId)).toBeNull();
  });

  it.each([
    ["http://app.example/callback", "https"],
    ["http://localhost.example/callback", "https"],
    ["http://127.0.0.2/callback", "https"],
    ["https://app.example/callback#", "fragment"],
    ["https://app.example/#token", "fragment"],
    ["https://ann:secret@app.example/", "user name"],
    ["https://@app.example/", "user name"],
    ["https://app.example@other.example", "user name"],
    ["https:app.example", "in full"],
    ["https:///app.example", "in full"],
    ["https:\\\\app.example", "plain"],
    ["HTTPS://app.example/", "lower case"],
    ["/callback", "whole address"],
    ["app.example/callback", "whole address"],
    ["", "plain"],
    ["https://app.example/a b", "plain"],
    ["https://app.example/\r\nSet-Cookie:x", "plain"],
    ["https://äpp.example/", "plain"],
    ["https://app.example/{id}", "plain"],
    ["javascript:alert(1)", "scheme"],
    ["JavaScript:alert(1)", "lower case"],
    ["data:text/html,x", "scheme"],
    ["file:///etc/passwd", "scheme"],
    ["blob:https://app.example/1", "scheme"],
    ["vbscript:x", "scheme"],
    ["about:blank", "scheme"],
    ["myapp://oauth", "scheme"],
    ["automatic-00000000000000000000://oauth", "scheme"],
    [`https://app.example/${"a".repeat(500)}`, "500"],
  ])("may not be %s", (uri, reason) => {
    expect(findRedirectUriProblem(uri, clientId)).toContain(reason);
  });
});
