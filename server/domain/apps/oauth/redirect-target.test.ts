import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addAnswer, findTarget, showTarget } from "./redirect-target.ts";

const registered = ["https://app.example/callback", "https://app.example/other?from=here", "automatic-abc://oauth"];

describe("the target of an answer", () => {
  it("is the named address when it is registered, without a name the first", () => {
    for (const uri of registered) expect(findTarget(registered, uri)).toBe(uri);
    expect(findTarget(registered, null)).toBe(registered[0]);
    expect(findTarget([], null)).toBeNull();
  });

  it("is nowhere for any other text", () => {
    fc.assert(
      fc.property(fc.constantFrom(...registered), fc.nat(40), fc.string({ maxLength: 3 }), (uri, at, text) => {
        const named = uri.slice(0, at) + text + uri.slice(at);
        expect(findTarget(registered, named)).toBe(registered.includes(named) ? named : null);
      }),
    );
  });

  it.each([
    ["http://127.0.0.1/callback", "http://127.0.0.1:51004/callback", true],
    ["http://127.0.0.1:8080/callback?a=1", "http://127.0.0.1:1/callback?a=1", true],
    ["http://[::1]:8080", "http://[::1]:65535", true],
    ["http://127.0.0.1:8080/callback", "http://127.0.0.1:51004/callback/", false],
    ["http://127.0.0.1:8080/callback", "http://127.0.0.1:65536/callback", false],
    ["http://127.0.0.1:8080/callback", "http://127.0.0.1:0/callback", false],
    ["http://127.0.0.1:8080/callback", "http://127.0.0.1:080/callback", false],
    ["http://127.0.0.1:8080/callback", "http://127.0.0.1:80@evil.example/callback", false],
    ["http://127.0.0.1:8080/callback", "http://127.0.0.1.evil.example:8080/callback", false],
    ["http://127.0.0.1:8080/callback", "http://[::1]:8080/callback", false],
    ["http://127.0.0.1:8080/callback", "https://127.0.0.1:8080/callback", false],
    ["http://localhost:8080/callback", "http://localhost:51004/callback", false],
    ["https://app.example:8080/callback", "https://app.example:51004/callback", false],
  ])("for an app registered at %s may be %s: %s", (uri, named, may) => {
    expect(findTarget([uri], named)).toBe(may ? named : null);
  });

  it.each([
    ["https://app.example:8443/x", { kind: "host", name: "app.example:8443" }],
    ["http://127.0.0.1", { kind: "host", name: "127.0.0.1" }],
    ["https://app.example?x=@evil.example", { kind: "host", name: "app.example" }],
    ["automatic-abc://oauth", { kind: "program", name: "automatic-abc" }],
    ["com.example.app:/oauth", { kind: "program", name: "com.example.app" }],
  ])("%s is shown as %o", (target, shown) => {
    expect(showTarget(target)).toEqual(shown);
  });
});

describe("an answer", () => {
  it("is added to the query there is, and leaves out what is null", () => {
    expect(addAnswer("https://a.example/x", { code: "1", state: null })).toBe("https://a.example/x?code=1");
    expect(addAnswer("https://a.example/x?y=1", { code: "a b&c+d%" })).toBe("https://a.example/x?y=1&code=a%20b%26c%2Bd%25");
    expect(addAnswer("automatic-abc://oauth", { code: "1" })).toBe("automatic-abc://oauth?code=1");
  });

  it("brings any state back as it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (state) => {
        const target = addAnswer("https://a.example/x", { state });
        expect(new URL(target).searchParams.get("state")).toBe(state);
        expect(decodeURIComponent(target.split("state=")[1] ?? "")).toBe(state);
      }),
    );
  });
});
