import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JsonSplitter } from "./split-json.ts";
import { LineSplitter, type Splitter } from "./split-lines.ts";

/** Feeds the text in pieces of these lengths, the rest at once. */
function split(splitter: Splitter, text: string, lengths: readonly number[] = []): string[] {
  const records: string[] = [];
  let start = 0;
  for (const length of [...lengths, text.length]) {
    records.push(...splitter.feed(text.slice(start, start + length)));
    start += length;
  }
  return [...records, ...splitter.end()];
}

const splitJson = (text: string, lengths?: readonly number[]) => split(new JsonSplitter(1000), text, lengths);

describe("a JSON upload", () => {
  test("is cut into its records wherever the pieces end, as JSON.parse reads them", () => {
    const indent = fc.constantFrom(undefined, 1, "\t");
    const members = fc.constantFrom(["batch_id", "records"], ["records", "batch_id"]);
    const lengths = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 50 });
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.jsonValue(), { maxLength: 5 }),
        members,
        indent,
        lengths,
        (batchId, records, order, space, pieces) => {
          const values: Record<string, unknown> = { batch_id: batchId, records };
          const text = JSON.stringify(Object.fromEntries(order.map((key) => [key, values[key]])), null, space);
          const splitter = new JsonSplitter(10_000);
          const texts = split(splitter, text, pieces);
          expect(texts.map((record) => JSON.parse(record))).toEqual(JSON.parse(JSON.stringify(records)));
          expect(splitter.batchId).toBe(batchId);
        },
      ),
    );
  });

  test("may leave the batch id to the header", () => {
    expect(splitJson('{"records":[]}')).toEqual([]);
  });

  test("with a bad record between good ones keeps all three apart", () => {
    expect(splitJson('{"records":[{"a":1},{"b":oops},{"c":3}]}')).toEqual(['{"a":1}', '{"b":oops}', '{"c":3}']);
  });

  test.each([
    ["", "ends too early"],
    ["5", "ends too early"],
    ["[]", "must be an object"],
    ["{}", "records is missing"],
    ['{"batch_id":"b"}', "records is missing"],
    ['{"records":[{"a":1}', "ends too early"],
    ['{"records":[]', "ends too early"],
    ['{"records":[]} x', "goes on after its end"],
    ['{"records":[]}{}', "goes on after its end"],
    ['{"records":[],"records":[]}', "records comes twice"],
    ['{"records":[1,,2]}', "a record is empty"],
    ['{"records":[1,]}', "a record is empty"],
    ['{"records":[],}', "not valid JSON"],
    ['{"records":[}', "records does not end"],
    ['{"records":[]]', "brackets do not match"],
    ['{"records":{}}', "records: must be an array"],
    ['{"records":[],"rows":[]}', "rows: unknown key"],
    ['{"batch_id":7,"records":[]}', "batch_id: must be a string"],
    ["}", "must be one object"],
  ])("%s is refused", (text, reason) => {
    expect(() => splitJson(text)).toThrow(reason);
  });

  test("with a record over the limit is refused as soon as it is", () => {
    const splitter = new JsonSplitter(20);
    splitter.feed('{"records":[1,"short",');
    expect(() => splitter.feed('"long long long long long')).toThrow("Record 3 is longer than 20 characters.");
  });
});

describe("an NDJSON upload", () => {
  test("is cut into its lines wherever the pieces end", () => {
    const line = fc.string().map((text) => text.replaceAll("\n", ""));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), fc.array(fc.integer({ min: 0, max: 9 })), (lines, lengths) => {
        const expected = lines.at(-1) === "" ? lines.slice(0, -1) : lines;
        expect(split(new LineSplitter(1000), lines.join("\n"), lengths)).toEqual(expected);
      }),
    );
  });

  test("with a line over the limit is refused as soon as it is", () => {
    const splitter = new LineSplitter(20);
    splitter.feed("short\nalso short\n");
    expect(() => splitter.feed("long long long long long")).toThrow("Line 3 is longer than 20 characters.");
  });
});
