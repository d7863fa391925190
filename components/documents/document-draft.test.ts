import { describe, expect, test } from "vitest";
import { type ListedDocument, ofKind } from "./document-data.ts";
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

test("papers of a kind stand by their day, or by the day they were stored", () => {
  const paper = (id: number, kind: string, issuedOn: string | null, storedOn: string) => ({
    id,
    kind,
    issuedOn,
    createdAt: new Date(storedOn),
  });
  const papers = [
    paper(1, "service_bill", "2025-03-01", "2026-03-01"),
    paper(2, "service_bill", null, "2026-01-01"),
    paper(3, "insurance", null, "2026-01-01"),
    paper(4, "service_bill", "2026-02-01", "2026-02-01"),
  ] as ListedDocument[];
  expect(ofKind(papers, "service_bill").map(({ id }) => id)).toEqual([4, 2, 1]);
});
