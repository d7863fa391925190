import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "#server/domain/errors.ts";
import { readMultipart } from "./multipart.ts";

const tooLarge = () => new AppError("too_large", "too large");

function request(body: BodyInit | null, headers: Record<string, string> = {}): Request {
  return new Request("http://localhost/", { method: "POST", body, headers, duplex: "half" } as RequestInit);
}

async function outcomeOf(sent: Request, maxBytes = 10_000): Promise<string> {
  try {
    await readMultipart(sent, maxBytes, tooLarge);
    return "ok";
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

function form(fields: Record<string, string | Blob>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

describe("a form with a file", () => {
  test("is read", async () => {
    const read = await readMultipart(request(form({ kind: "insurance", file: new Blob(["abc"]) })), 10_000, tooLarge);
    expect(read.get("kind")).toBe("insurance");
    const file = read.get("file");
    expect(file instanceof Blob && (await file.text())).toBe("abc");
  });

  test("is given up as soon as too much has come, however much its sender says or keeps sending", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1000;
        controller.enqueue(new Uint8Array(1000));
      },
    });
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    expect(await outcomeOf(request(endless, headers))).toBe("too_large");
    expect(sent).toBeLessThan(15_000);
    expect(await outcomeOf(request("--x--", { ...headers, "content-length": "10001" }))).toBe("too_large");
  });

  test.each([
    ["another type", "x", { "content-type": "application/json" }, "unsupported_media"],
    ["no type", new Uint8Array([1]), {}, "unsupported_media"],
    ["no boundary", "x", { "content-type": "multipart/form-data" }, "unsupported_media"],
    ["a body that is no form", "hello", { "content-type": "multipart/form-data; boundary=x" }, "bad_request"],
    [
      "a form without its end",
      '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1',
      { "content-type": "multipart/form-data; boundary=x" },
      "bad_request",
    ],
    ["nothing", null, { "content-type": "multipart/form-data; boundary=x" }, "bad_request"],
  ])("refuses %s", async (_, body, headers, code) => {
    expect(await outcomeOf(request(body, headers as Record<string, string>))).toBe(code);
  });

  test("refuses more fields than a form of ours has", async () => {
    const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`field${index}`, "1"]));
    expect(await outcomeOf(request(form(fields(12))))).toBe("ok");
    expect(await outcomeOf(request(form(fields(40))))).toBe("bad_request");
  });

  test("refuses in words whatever else comes", async () => {
    const part = fc.constantFrom("--x", "\r\n", "--", 'content-disposition: form-data; name="a"', "; filename=..", "\0", "a");
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 30 }), async (parts) => {
        expect(["ok", "bad_request"]).toContain(await outcomeOf(request(parts.join(""), headers)));
      }),
    );
  });
});
