import { expect, test } from "vitest";
import { scrubSecrets } from "./scrub-secrets.ts";

const body = "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX2yZ3aB4cD5eF6";

test.each([
  [`GET /api/calendar/mpc_${body}.ics 404`, "GET /api/calendar/mpc_… 404"],
  [`"path":"/api/carnot/mpk_${body}/cars"`, '"path":"/api/carnot/mpk_…/cars"'],
  [`/socket.io/?token=abc%3Ampx_${body}&EIO=3 x`, "/socket.io/?… x"],
  [`abc%3Ampx_${body}`, "abc%3Ampx_…"],
  [`ticket mpt_1.k2.a-b_c.${body}.d-e_f`, "ticket mpt_…"],
  ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_…"],
  ['"url":"/oauth/authorize?client_id=x&state=secret"', '"url":"/oauth/authorize?…"'],
  ["failed: https://maps.example/reverse?lat=48.1&lon=11.5)", "failed: https://maps.example/reverse?…)"],
  ["postgres://motorpool:hunter2@db:5432/x", "postgres://motorpool:…@db:5432/x"],
  ["Authorization: Basic YWJjOmRlZg==", "Authorization: Basic …"],
  ["authorization: bearer abc.def", "authorization: bearer …"],
  [`Token ${"0a".repeat(20)}`, "Token …"],
  ["cookie=eyJhbGciOiJkaXIi..abc.def-g_h", "cookie=…"],
])("%s", (text, scrubbed) => {
  expect(scrubSecrets(text)).toBe(scrubbed);
});

test.each([
  '{"level":30,"time":"2026-12-01T00:23:52.680Z","family":"carnot","request":"7f0e0b1c-1f5e-4a43-9a59-7b6a3a7d0c11","path":"/api/carnot/cars/12"}',
  "What is this? Nothing.",
  "Is it a=b? No: c=d.",
  "    at Server.<anonymous> (file:///srv/motorpool/server/web.ts:63:17)",
  "temp_file and mp_x",
])("leaves %s as it is", (text) => {
  expect(scrubSecrets(text)).toBe(text);
});
