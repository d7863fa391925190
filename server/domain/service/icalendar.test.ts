import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CalendarEvent, writeCalendar } from "./icalendar.ts";

const event: CalendarEvent = {
  uid: "service-1@cars.test",
  day: "2026-02-28",
  summary: "Oil",
  description: "",
  category: "Service",
  url: "http://cars.test/vehicles/1/service",
};
const write = (values: Partial<CalendarEvent> = {}, name = "Fleet") =>
  writeCalendar({ name, events: [{ ...event, ...values }], madeAt: new Date("2026-03-10T12:34:56.789Z"), refreshHours: 6 });

/** Property names and values as a reader of RFC 5545 gets them: unfolded, then TEXT unescaped. */
function read(file: string): Map<string, string> {
  const lines = file.replaceAll("\r\n ", "").split("\r\n");
  expect(lines.pop()).toBe("");
  return new Map(
    lines.map((line) => {
      const at = line.indexOf(":");
      const value = line.slice(at + 1).replaceAll(/\\([\\;,nN])/g, (_, mark: string) => (/n/i.test(mark) ? "\n" : mark));
      return [line.slice(0, at), value];
    }),
  );
}

describe("writeCalendar", () => {
  test("an all-day event ends on the next day", () => {
    expect(write().split("\r\n")).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Motorpool//Due list//EN",
      "CALSCALE:GREGORIAN",
      "NAME:Fleet",
      "X-WR-CALNAME:Fleet",
      "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
      "X-PUBLISHED-TTL:PT6H",
      "BEGIN:VEVENT",
      "UID:service-1@cars.test",
      "DTSTAMP:20260310T123456Z",
      "DTSTART;VALUE=DATE:20260228",
      "DTEND;VALUE=DATE:20260301",
      "SUMMARY:Oil",
      "DESCRIPTION:",
      "CATEGORIES:Service",
      "URL:http://cars.test/vehicles/1/service",
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ]);
  });

  test("what has a meaning in the format is escaped", () => {
    expect(write({ summary: "a;b,c\\d\r\ne\u0000" })).toContain("SUMMARY:a\\;b\\,c\\\\d\\ne\r\n");
  });

  test("nobody's words break out of their line, no line is longer than 75 octets, and no character is torn apart", () => {
    const words = fc.string({ unit: "binary", maxLength: 200 });
    fc.assert(
      fc.property(words, words, words, (summary, description, name) => {
        const file = write({ summary, description }, name);
        expect(file).toBe(Buffer.from(file, "utf8").toString("utf8"));
        for (const line of file.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(file.match(/^BEGIN:/gm)).toHaveLength(2);
        const clean = (text: string) => text.replaceAll(/\r\n|\r/g, "\n").replaceAll(/[^\P{Cc}\n]/gu, "");
        const properties = read(file);
        expect(properties.get("SUMMARY")).toBe(clean(summary));
        expect(properties.get("DESCRIPTION")).toBe(clean(description));
        expect(properties.get("NAME")).toBe(clean(name));
      }),
    );
  });
});
