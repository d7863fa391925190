import { describe, expect, it } from "vitest";
import { readRedirectUris, requireWebhookUrl } from "./fields.ts";

const networks = ["192.168.1.0/24", "127.0.0.0/8", "fd00::/8"];

describe("the address of a webhook", () => {
  it.each([
    ["https://app.example/hook", []],
    ["https://app.example:8443/hook", networks],
    ["http://192.168.1.7:8123/hook", networks],
    ["http://127.0.0.1:9000/", networks],
    ["http://localhost:9000/", networks],
    ["http://[fd00::7]/hook", networks],
    // Where the name leads is looked at when something is sent.
    ["https://nas.local:8443/hook", networks],
    ["http://nas.local/hook", networks],
    ["http://10.0.0.1:9000/hook", "anywhere" as const],
    [null, []],
  ])("may be %s", (url, allowed) => {
    expect(() => requireWebhookUrl(url, allowed)).not.toThrow();
  });

  it.each([
    ["http://app.example/hook", []],
    ["http://127.0.0.1:9000/", []],
    ["http://localhost/", []],
    ["https://app.example:8443/hook", []],
    ["http://192.168.2.7/hook", networks],
    ["http://localhost/", ["192.168.1.0/24"]],
    ["ftp://10.0.0.1/", "anywhere" as const],
    ["http://0x7f000001.example@192.168.1.7/", networks],
    ["https://ann:secret@app.example/hook", networks],
    ["https://app.example/hook#x", []],
    ["ftp://app.example/", networks],
    ["javascript:alert(1)", networks],
    ["app.example/hook", networks],
  ])("may not be %s", (url, allowed) => {
    expect(() => requireWebhookUrl(url, allowed)).toThrow("The webhook URL must");
  });
});

describe("redirect URIs", () => {
  it("are kept as they are written, each once, with the app's own id where it stands for it", () => {
    const uris = ["https://app.example/Back?x=%2e", "automatic-{client_id}://oauth", "https://app.example/Back?x=%2e"];
    expect(readRedirectUris(uris, "AbCdEfGhIjKlMnOpQrSt")).toEqual([
      "https://app.example/Back?x=%2e",
      "automatic-abcdefghijklmnopqrst://oauth",
    ]);
  });

  it("are named when they are wrong", () => {
    expect(() => readRedirectUris(["https://app.example/", "data:text/html,x"], "A")).toThrow("The redirect URI data:text/html,x must be");
  });
});
