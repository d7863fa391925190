/** All-day events as a calendar program reads them: text/calendar of RFC 5545 and 7986. */
import { addDays } from "./days.ts";

export interface CalendarEvent {
  /** The same for the same thing, however often it is read; unlike any other's in the world. */
  uid: string;
  /** `2026-03-01`. */
  day: string;
  summary: string;
  description: string;
  category: string;
  /** The page to act on. */
  url: string;
}

export interface CalendarFile {
  name: string;
  events: readonly CalendarEvent[];
  /** When the file was made. */
  madeAt: Date;
  /** How often it is worth reading again, in hours. */
  refreshHours: number;
}

/** A line is at most 75 octets without its end (RFC 5545 §3.1); the rest goes on in lines that begin with a space. */
const maxOctets = 75;

const encoder = new TextEncoder();

function fold(line: string): string {
  const lines: string[] = [];
  let current = "";
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > maxOctets) {
      lines.push(current);
      current = " ";
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join("\r\n");
}

/** A value of type TEXT (§3.3.11). What is no text, control characters, is left out. */
function toText(value: string): string {
  return value
    .replaceAll(/[\\;,]/g, "\\$&")
    .replaceAll(/\r\n|\r|\n/g, "\\n")
    .replaceAll(/\p{Cc}/gu, "");
}

const toDate = (day: string) => day.replaceAll("-", "");

/** UTC to the second, `20260301T080000Z`. */
const toStamp = (at: Date) => at.toISOString().replaceAll(/[-:]|\.\d+/g, "");

function toEvent({ uid, day, summary, description, category, url }: CalendarEvent, madeAt: Date): string[] {
  return [
    "BEGIN:VEVENT",
    `UID:${toText(uid)}`,
    `DTSTAMP:${toStamp(madeAt)}`,
    `DTSTART;VALUE=DATE:${toDate(day)}`,
    `DTEND;VALUE=DATE:${toDate(addDays(day, 1))}`,
    `SUMMARY:${toText(summary)}`,
    `DESCRIPTION:${toText(description)}`,
    `CATEGORIES:${toText(category)}`,
    // A URI is not escaped; one of ours has nothing in it that would need to be.
    `URL:${url}`,
    // What is due does not make a person busy.
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** The file, each line ended by CRLF. */
export function writeCalendar({ name, events, madeAt, refreshHours }: CalendarFile): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Motorpool//Due list//EN",
    "CALSCALE:GREGORIAN",
    `NAME:${toText(name)}`,
    `X-WR-CALNAME:${toText(name)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:PT${refreshHours}H`,
    `X-PUBLISHED-TTL:PT${refreshHours}H`,
    ...events.flatMap((event) => toEvent(event, madeAt)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}
