import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pageOf, parseListState, writeListState } from "./list-state.ts";

const spec = { sorts: ["name", "seen"], defaultSort: "-seen", filters: { state: ["moving", "parked"], kind: ["car", "van"] } } as const;
const parse = (query: string) => parseListState(spec, new URLSearchParams(query));

describe("parseListState", () => {
  test("an empty URL is the default", () => {
    expect(parse("")).toEqual({ search: "", sort: "seen", descending: true, page: 1, filters: { state: [], kind: [] } });
  });

  test("reads all parts", () => {
    expect(parse("q=golf&sort=name&page=3&state=parked,moving&kind=van")).toEqual({
      search: "golf",
      sort: "name",
      descending: false,
      page: 3,
      filters: { state: ["moving", "parked"], kind: ["van"] },
    });
  });

  test.each(["page=0", "page=-1", "page=1.5", "page=abc", "page=1e9"])("%s is page 1", (query) => {
    expect(parse(query).page).toBe(1);
  });

  test("unknown sorts and filter values are ignored", () => {
    expect(parse("sort=password&state=flying,moving")).toMatchObject({ sort: "seen", descending: true, filters: { state: ["moving"] } });
  });

  test("a search is cut to a sane length", () => {
    expect(parse(`q=${"a".repeat(5000)}`).search).toHaveLength(200);
  });
});

describe("writeListState", () => {
  test("defaults are left out and others' parameters are kept", () => {
    const params = writeListState(spec, parse("q=golf&sort=-seen&page=1"), new URLSearchParams("selected=4&q=old"));
    expect(params.toString()).toBe("selected=4&q=golf");
  });

  test("what is written is read again", () => {
    const state = fc.record({
      search: fc.string({ maxLength: 40 }),
      sort: fc.constantFrom("name" as const, "seen" as const),
      descending: fc.boolean(),
      page: fc.integer({ min: 1, max: 100_000 }),
      filters: fc.record({ state: fc.subarray(["moving", "parked"]), kind: fc.subarray(["car", "van"]) }),
    });
    fc.assert(
      fc.property(state, (given) => {
        const params = writeListState(spec, given, new URLSearchParams());
        expect(parseListState(spec, new URLSearchParams(params.toString()))).toEqual(given);
      }),
    );
  });
});

test("pageOf cuts a page out of all rows", () => {
  expect(pageOf([1, 2, 3, 4, 5], 2, 2)).toEqual([3, 4]);
  expect(pageOf([1, 2, 3, 4, 5], 9, 2)).toEqual([]);
});
