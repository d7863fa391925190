import { createHash } from "node:crypto";
import type { Db } from "#db/client.ts";
import { type Account, findAccount } from "#db/queries/accounts/accounts.ts";
import { findMember, type Member } from "#db/queries/accounts/members.ts";
import { type CalendarCredential, findCalendarCredential } from "#db/queries/service/calendar-feeds.ts";
import { listDueItems } from "#db/queries/service/due-items.ts";
import { defaultDaysAhead } from "#db/queries/service/services.ts";
import { touchToken } from "#db/queries/telemetry/upload-credentials.ts";
import { isPlainHttp, plainHttpText } from "#server/auth/plain-http.ts";
import { scopeForMember } from "#server/auth/scope.ts";
import { hashToken, looksLikeToken } from "#server/auth/tokens.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import type { DocumentKind } from "#server/domain/documents/kinds.ts";
import type { DueItem } from "#server/domain/service/due.ts";
import { type CalendarEvent, writeCalendar } from "#server/domain/service/icalendar.ts";
import { localDay } from "#server/domain/time.ts";
import { metresPerMile, type UnitSystem } from "#server/domain/units.ts";
import type { Log } from "#server/log.ts";
import { answerRouteErrors } from "./route-errors.ts";

export interface CalendarDeps extends CommandDeps {
  log: Log;
  /** Where people reach us; the events lead back to it. */
  publicUrl: string;
}

const refreshHours = 6;
/** How exact "last used" is, ms. */
const touchEveryMs = 60_000;

/** Personal, and not worth asking for again within minutes. The address is a secret: it must not travel on as a referrer. */
const safeHeaders = {
  "cache-control": "private, max-age=300",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex",
};

const refuse = (status: number, text: string) =>
  new Response(`${text}\n`, { status, headers: { ...safeHeaders, "cache-control": "no-store" } });

/**
 * Answers a calendar program with everything that is due, as far as the person of the token may see it now. The token may end in
 * `.ics`. 304 when nothing changed since the `If-None-Match` of the request; 404 for a token that is wrong, revoked, or of somebody
 * who may no longer sign in to the account; 403 where the address was sent without encryption.
 */
export function handleCalendarFeed(deps: CalendarDeps, token: string, request: Request): Promise<Response> {
  const headers = { ...safeHeaders, "cache-control": "no-store" };
  return answerRouteErrors({ log: deps.log, what: "calendar: a feed", as: "text", headers }, () => answerFeed(deps, token, request));
}

async function answerFeed(deps: CalendarDeps, token: string, request: Request): Promise<Response> {
  const { db, now, log } = deps;
  if (isPlainHttp(deps.publicUrl, request.headers.get("x-forwarded-proto"))) return refuse(403, plainHttpText);
  const asker = await findAsker(db, token.replace(/\.ics$/, ""));
  if (!asker) return refuse(404, "No such calendar.");
  const { credential, member, account } = asker;
  const at = now();
  await touchToken(db, credential.tokenId, at, new Date(at.getTime() - touchEveryMs));
  const items = await listDueItems(db, scopeForMember(member), { at, daysAhead: defaultDaysAhead });
  const write = createWriter({ publicUrl: deps.publicUrl, units: member.units, today: localDay(account.timeZone, at.getTime()) });
  const file = { name: `Motorpool: ${account.name}`, events: items.flatMap((item) => write(item) ?? []), refreshHours };
  // When it was made changes with every request and says nothing: what is due is the same file.
  const etag = `W/"${createHash("sha256").update(JSON.stringify(file)).digest("base64url").slice(0, 27)}"`;
  const headers = { ...safeHeaders, etag };
  log.info({ accountId: account.id, userId: member.userId, tokenId: credential.tokenId }, "calendar: feed read");
  if (isKnown(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  const type = { "content-type": "text/calendar; charset=utf-8", "content-disposition": 'inline; filename="motorpool.ics"' };
  return new Response(writeCalendar({ ...file, madeAt: at }), { headers: { ...headers, ...type } });
}

async function findAsker(db: Db, token: string): Promise<{ credential: CalendarCredential; member: Member; account: Account } | null> {
  if (!looksLikeToken("calendar", token)) return null;
  const credential = await findCalendarCredential(db, hashToken(token));
  const member = credential && (await findMember(db, credential.userId, credential.accountId));
  const account = member && (await findAccount(db, scopeForMember(member)));
  return account ? { credential, member, account } : null;
}

/** Weakly compared, as for GET (RFC 9110 §13.1.2). */
function isKnown(ifNoneMatch: string | null, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return ifNoneMatch?.split(",").some((tag) => tag.trim() === "*" || bare(tag) === bare(etag)) ?? false;
}

const papers: Record<DocumentKind, string> = {
  registration: "Registration",
  insurance: "Insurance",
  pollution: "Pollution certificate",
  licence: "Licence",
  service_bill: "Service bill",
};

interface Reader {
  publicUrl: string;
  units: UnitSystem;
  today: string;
}

/** Writes due items as events; null for what has no day yet. What is overdue since nobody knows when stands on today. */
function createWriter({ publicUrl, units, today }: Reader): (item: DueItem) => CalendarEvent | null {
  const { host } = new URL(publicUrl);
  return (item) => {
    const day = item.dueOn ?? (item.state === "overdue" ? today : null);
    const owner = item.vehicle ?? item.driver;
    if (day === null || !owner) return null;
    return {
      uid: `${item.kind}-${item.refId ?? owner.id}@${host}`,
      day,
      summary: `${titleOf(item)} · ${owner.name}`,
      description: notesOf(item, units).join("\n"),
      category: { service: "Service", document: "Document", dtc: "Fault code", battery: "Battery" }[item.kind],
      url: new URL(pathOf(item), publicUrl).href,
    };
  };
}

function titleOf({ kind, state, title }: DueItem): string {
  if (kind === "battery") return "Battery low";
  if (kind === "dtc") return `Fault code ${title}`;
  if (kind === "service") return state === "overdue" ? `${title} overdue` : `${title} due`;
  const paper = Object.entries(papers).find(([name]) => name === title)?.[1] ?? title;
  return state === "overdue" ? `${paper} expired` : `${paper} expires`;
}

function notesOf({ dueKm, forecast }: DueItem, units: UnitSystem): string[] {
  const [distance, unit] = units === "metric" ? [dueKm, "km"] : [dueKm === null ? null : (dueKm * 1000) / metresPerMile, "mi"];
  return [
    ...(distance === null ? [] : [`Due at ${Math.round(distance).toLocaleString("en-US")} ${unit} on the odometer.`]),
    ...(forecast ? ["The day is a forecast from how the car was driven lately."] : []),
  ];
}

function pathOf({ kind, vehicle, driver }: DueItem): string {
  if (!vehicle) return `/drivers/${driver?.id ?? ""}`;
  return `/vehicles/${vehicle.id}/${{ service: "service", document: "documents", dtc: "health", battery: "health" }[kind]}`;
}
