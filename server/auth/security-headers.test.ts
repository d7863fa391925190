import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, securityHeaders, toTileSource } from "./security-headers.ts";

const page = { nonce: "n0nce", https: true, tileUrl: "", development: false };

function directive(policy: string, name: string): string | undefined {
  return policy.split("; ").find((entry) => entry.startsWith(`${name} `));
}

describe("the content security policy", () => {
  it("lets only scripts with the nonce run, and none be evaluated", () => {
    const policy = contentSecurityPolicy(page);
    expect(directive(policy, "script-src")).toBe("script-src 'self' 'nonce-n0nce' 'strict-dynamic'");
    expect(policy).not.toContain("unsafe-eval");
    expect(directive(policy, "style-src")).toBe("style-src 'self' 'nonce-n0nce'");
    for (const entry of ["object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"])
      expect(policy).toContain(entry);
  });

  it("allows evaluation and websockets in development only", () => {
    const policy = contentSecurityPolicy({ ...page, development: true });
    expect(directive(policy, "script-src")).toContain("'unsafe-eval'");
    expect(directive(policy, "connect-src")).toContain("ws:");
  });

  it("lets images and requests go to the tile server and nowhere else", () => {
    const policy = contentSecurityPolicy({ ...page, tileUrl: "https://tiles.example.org/{z}/{x}/{y}.png" });
    expect(directive(policy, "img-src")).toBe("img-src 'self' data: blob: https://tiles.example.org");
    expect(directive(policy, "connect-src")).toBe("connect-src 'self' https://tiles.example.org");
    expect(directive(contentSecurityPolicy(page), "connect-src")).toBe("connect-src 'self'");
  });
});

describe("the source of tiles", () => {
  it.each([
    ["https://{s}.tile.example.org/{z}/{x}/{y}.png", "https://*.tile.example.org"],
    ["http://127.0.0.1:8080/{z}/{x}/{y}.png", "http://127.0.0.1:8080"],
    ["/tiles/{z}/{x}/{y}.png", undefined],
    ["https://a.example; script-src *", undefined],
    ["", undefined],
  ])("of %j is %j", (url, source) => {
    expect(toTileSource(url)).toBe(source);
  });
});

describe("security headers", () => {
  it("let a form lead on to an app from the page that asks about it, and nobody frame that page or learn its address", () => {
    const headers = securityHeaders({ ...page, leadsOn: true });
    expect(headers["content-security-policy"]).not.toContain("form-action");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({ "referrer-policy": "no-referrer", "x-frame-options": "DENY" });
    expect(securityHeaders(page)["referrer-policy"]).toBe("strict-origin-when-cross-origin");
  });

  it("demand https only where there is https", () => {
    expect(securityHeaders(page)["strict-transport-security"]).toMatch(/^max-age=\d{8}/);
    expect(securityHeaders({ ...page, https: false })).not.toHaveProperty("strict-transport-security");
    expect(contentSecurityPolicy({ ...page, https: false })).not.toContain("upgrade-insecure-requests");
  });
});
