import { describe, expect, test } from "vitest";
import type { ListedDocument } from "./document-data.ts";
import { toDraft, toFacts, toForm } from "./document-draft.ts";

const document = { id: 7, number: "P-1", note: null, issuedOn: null, expiresOn: "2026-03-20" } as ListedDocument;

describe("the form about a paper", () => {
  test("holds what is known and says nothing where it is empty", () => {
    expect(toDraft(document)).toEqual({ number: "P-1", note: "", issuedOn: "", expiresOn: "2026-03-20" });
    expect(toFacts({ ...toDraft(null), number: "  " })).toEqual({ number: null, note: null, issuedOn: null, expiresOn: null });
  });

  test("sends the fields that say something, with the file and the paper it replaces", () => {
    const file = new File(["x"], "scan.pdf");
    const form = toForm({
      owner: { vehicleId: 3 },
      task: { kind: "insurance", action: "replace", document },
      draft: toDraft(document),
      file,
    });
    expect(Object.fromEntries(form)).toEqual({
      kind: "insurance",
      vehicleId: "3",
      replaces: "7",
      number: "P-1",
      expiresOn: "2026-03-20",
      file: expect.any(File),
    });
  });
});
