import { expect, test } from "vitest";
import { readAuditList, toAuditListInput } from "./audit-list.ts";

test("reads what the address says and leaves out what makes no sense", () => {
  const list = readAuditList(new URLSearchParams("about=key&by=7&before=120"));
  expect(list).toEqual({ subject: "key", userId: 7, before: 120 });
  expect(toAuditListInput(list)).toEqual({ subject: "key", userId: 7, cursor: 120, limit: 50 });
  expect(toAuditListInput(readAuditList(new URLSearchParams("about=nothing&by=-1&before=1e9")))).toEqual({ limit: 50 });
});
