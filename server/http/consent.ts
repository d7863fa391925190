import { randomBytes } from "node:crypto";
import { findAccount } from "#db/queries/accounts/accounts.ts";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import { type Client, findClient } from "#db/queries/apps/oauth-clients.ts";
import { consentLifetimeMs, type PendingConsent, readConsentToken, writeConsentToken } from "#server/auth/consent-token.ts";
import type { Identity } from "#server/auth/identify.ts";
import { allowApp } from "#server/commands/apps/allow-app.ts";
import { hasSeat } from "#server/commands/apps/seats.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import {
  type AuthorizeRequest,
  keepKnown,
  type RequestProblem,
  readRequest,
  readTarget,
} from "#server/domain/apps/oauth/authorize-request.ts";
import type { ConsentNotice, ConsentView } from "#server/domain/apps/oauth/consent-view.ts";
import { issuerOf } from "#server/domain/apps/oauth/metadata.ts";
import { addAnswer, showTarget } from "#server/domain/apps/oauth/redirect-target.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Log } from "#server/log.ts";
import { readForm } from "./json-body.ts";
import { createBuckets, tooManyRequests } from "./rate-limit.ts";
import { answerRouteErrors } from "./route-errors.ts";

export interface ConsentDeps extends CommandDeps {
  log: Log;
  /** Where people and programs reach us. */
  publicUrl: string;
  /** NEXTAUTH_SECRET. */
  secret: string;
}

/** What becomes of a request: a page that says what is wrong, a sign-in first, an answer to the app, or the question. */
export type Consent =
  | { kind: "problem"; problem: RequestProblem }
  /** `next` leads back here. */
  | { kind: "signIn"; next: string }
  | { kind: "answer"; to: string }
  | { kind: "ask"; view: ConsentView };

type Judgement = Exclude<Consent, { kind: "ask" }> | { kind: "ask"; client: Client; target: string; request: AuthorizeRequest };

/**
 * Looks at a request anew, from its client id on. Only who is signed in is sent on, also with an error: else anybody could make an
 * address of ours that leads to one of theirs (RFC 9700 4.11.2).
 */
async function judge(deps: ConsentDeps, identity: Identity | null, params: URLSearchParams): Promise<Judgement> {
  const client = await findClient(deps.db, params.get("client_id") ?? "");
  const found = readTarget(params, client);
  if ("problem" in found || !client) return { kind: "problem", problem: "problem" in found ? found.problem : "unknown_client" };
  if (!identity) return { kind: "signIn", next: pathOf(params.toString()) };
  const answer = (error: string, description: string): Judgement => {
    return { kind: "answer", to: toAnswer(deps, found.target, params, { error, error_description: description }) };
  };
  const read = readRequest(params, client);
  if ("refusal" in read) return answer(read.refusal.error, read.refusal.description);
  if (!(await hasSeat(deps.db, client, { userId: identity.session.userId, at: deps.now() }))) {
    return answer("access_denied", "The app is in development mode and has as many people as it may.");
  }
  return { kind: "ask", client, ...found, ...read };
}

const pathOf = (query: string) => `/oauth/authorize?${query}`;

function toAnswer(deps: ConsentDeps, target: string, params: URLSearchParams, answer: Record<string, string>): string {
  return addAnswer(target, { ...answer, state: params.get("state"), iss: issuerOf(deps.publicUrl) });
}

/** What to do with an app's request; `given` are the parameters of its address. */
export async function prepareConsent(deps: ConsentDeps, identity: Identity | null, given: URLSearchParams): Promise<Consent> {
  const params = keepKnown(given);
  const judged = await judge(deps, identity, params);
  if (judged.kind !== "ask" || !identity) return judged.kind === "ask" ? { kind: "signIn", next: pathOf(params.toString()) } : judged;
  const { session, scope, sessionId } = identity;
  const account = await findAccount(deps.db, scope);
  const nonce = randomBytes(18).toString("base64url");
  const pending = { query: params.toString(), sessionId, nonce, expiresMs: deps.now().getTime() + consentLifetimeMs };
  const view: ConsentView = {
    appName: judged.client.name,
    ownerName: judged.client.ownerName,
    scopes: judged.request.scopes,
    target: showTarget(judged.target),
    accountName: account?.name ?? "",
    wholeFleet: scope.driverIds === "all",
    personName: session.name,
    personEmail: session.email,
    token: writeConsentToken(deps.secret, pending),
  };
  return { kind: "ask", view };
}

function leadTo(location: string): Response {
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store", "referrer-policy": "no-referrer" } });
}

/** Back to the page that asks, which looks at the request anew. */
function askAgain({ query }: PendingConsent, notice?: ConsentNotice): Response {
  return leadTo(`${pathOf(query)}${notice ? `&notice=${notice}` : ""}`);
}

/**
 * Answers the form of the consent page: 303 to the app with a code or with a refusal. A form that has expired, was sent before or
 * was shown in another session leads back to the page; one that is not ours is refused. The caller checks where it was sent from.
 */
export function createConsentHandler(deps: ConsentDeps): (identity: Identity | null, request: Request) => Promise<Response> {
  const take = createBuckets({ requests: 120, windowS: 60 }, deps.now);

  async function decide(identity: Identity | null, request: Request): Promise<Response> {
    const form = await readForm(request);
    const pending = readConsentToken(deps.secret, form.get("consent") ?? "");
    if (!pending) throw new AppError("bad_request", "This form is not one of ours. Go back to the app and start again.");
    if (!identity) return askAgain(pending);
    if (pending.sessionId !== identity.sessionId || pending.expiresMs <= deps.now().getTime()) return askAgain(pending, "expired");
    const admission = take(String(identity.session.userId));
    if (!admission.allowed) throw tooManyRequests(admission);
    const params = new URLSearchParams(pending.query);
    const judged = await judge(deps, identity, params);
    if (judged.kind === "answer") return leadTo(judged.to);
    if (judged.kind !== "ask") return askAgain(pending);
    const decision = form.get("decision");
    if (decision === "deny") {
      const subject = { id: judged.client.appId, name: judged.client.name };
      await appendAudit(deps.db, identity.scope, { at: deps.now(), action: "app.refused", subject });
      return leadTo(toAnswer(deps, judged.target, params, { error: "access_denied", denied: "true" }));
    }
    if (decision !== "allow") throw new AppError("bad_request", "The form does not say whether to allow it.");
    return allow(identity, { ...judged, params, pending });
  }

  async function allow(
    identity: Identity,
    { client, target, request, params, pending }: Extract<Judgement, { kind: "ask" }> & Allowed,
  ): Promise<Response> {
    try {
      const { code } = await allowApp(deps, identity.scope, { clientId: client.clientId, ...request, nonce: pending.nonce });
      return leadTo(toAnswer(deps, target, params, { code }));
    } catch (error) {
      if (error instanceof AppError && error.code === "conflict") return askAgain(pending, "used");
      // The last seat went to somebody else, or the app is gone: the page says so.
      if (error instanceof AppError) return askAgain(pending);
      throw error;
    }
  }

  return (identity, request) =>
    answerRouteErrors({ log: deps.log, what: "consent: a form", as: "text", headers: safeHeaders }, () => decide(identity, request));
}

interface Allowed {
  params: URLSearchParams;
  pending: PendingConsent;
}

const safeHeaders = { "cache-control": "no-store", "referrer-policy": "no-referrer", "x-content-type-options": "nosniff" };
