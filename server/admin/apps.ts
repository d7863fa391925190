import type { Command } from "commander";
import { listApps } from "#db/queries/apps/apps.ts";
import { createApp, deleteApp, rotateAppSecret, rotateWebhookSecret, updateApp } from "#server/commands/apps/apps.ts";
import { appScopes, readScopes } from "#server/domain/apps/scopes.ts";
import { AppError } from "#server/domain/errors.ts";
import { listChoices } from "./choices.ts";
import { type AdminContext, type AdminSession, addVerb, createNoun, type Run } from "./context.ts";
import { findAccountCalled, findAppCalled, findUserCalled, listFound } from "./find-rows.ts";
import { readChoice, readNumber, readText, readTexts, requireText } from "./read-options.ts";

const accountHelp = "the account, by id or name";
const modes = ["development", "production"] as const;
const formats = ["v1", "v2"] as const;
const schedules = ["classic", "long"] as const;

type Options = Parameters<Run>[1];

function readScopeOption(options: Options) {
  const text = readText(options, "scopes");
  if (text === undefined) return undefined;
  const { scopes, unknown } = readScopes(text);
  if (unknown.length > 0) throw new AppError("bad_request", `Not a scope: ${unknown.join(", ")}. There are ${appScopes.join(", ")}.`);
  return scopes;
}

/** What is given of an app; what is not given stays out. */
function readFields(options: Options) {
  const url = readText(options, "webhookUrl");
  const fields = {
    name: readText(options, "name"),
    redirectUris: readTexts(options, "redirectUri"),
    scopes: readScopeOption(options),
    mode: readChoice(options, "mode", modes),
    webhookUrl: url === "none" ? null : url,
    webhookFormat: readChoice(options, "webhookFormat", formats),
    webhookSchedule: readChoice(options, "webhookSchedule", schedules),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

const collect = (value: string, before: string[] = []) => [...before, value];

function withFields(command: Command): Command {
  return command
    .option("--mode <mode>", `one of ${listChoices(modes)}; development: 25 people at most; production: as many as want it`)
    .option("--webhook-url <url>", "where events are sent to; none: nowhere")
    .option("--webhook-format <version>", "which bodies it gets: v1 or v2")
    .option("--webhook-schedule <schedule>", "classic: up to three more attempts, ten seconds apart; long: for three days");
}

const redirectHelp = "where people come back to, as it will be asked for; may be given several times";

function addCreating(noun: Command, context: AdminContext): void {
  const description = "make an app, and print its id and secret, which is shown this once";
  const made = addVerb(noun, context, "create", description, async ({ deps, webhooks }, options) => {
    const { scope } = await findAccountCalled(deps, requireText(options, "account"));
    const owner = await findUserCalled(deps, requireText(options, "owner"), String(scope.accountId));
    const fields = { name: "", redirectUris: [], scopes: [], ...readFields(options) };
    const { id, uid, name, clientId, clientSecret, webhookSecret, ...app } = await createApp({ ...deps, ...webhooks }, scope, {
      ...fields,
      ownerId: owner.row.id,
      isPublic: options["public"] === true,
    });
    return { id, uid, name, clientId, clientSecret, webhookSecret, ...app };
  });
  withFields(made)
    .requiredOption("--account <account>", accountHelp)
    .requiredOption("--owner <email>", "whom people are told it belongs to: a member of the account")
    .requiredOption("--name <name>", "what people are asked to allow")
    .requiredOption("--redirect-uri <uri>", redirectHelp, collect)
    .requiredOption("--scopes <scopes>", `what it may be allowed, separated by spaces: ${appScopes.join(" ")}`)
    .option("--public", "a program that cannot keep a secret: it gets none and must use PKCE");
}

type Act = (session: AdminSession, found: Awaited<ReturnType<typeof findAppCalled>>, options: Options) => ReturnType<Run>;

function addAppVerb(noun: Command, context: AdminContext, name: string, description: string, act: Act): Command {
  return addVerb(noun, context, name, description, async (session, options) => {
    const found = await findAppCalled(session.deps, requireText(options, "app"), readText(options, "account"));
    return act(session, found, options);
  })
    .argument("[app]", "the app, by id, client id or name")
    .option("--app <app>", "the same as an option")
    .option("--account <account>", `${accountHelp}, when several have an app called so`);
}

function addUpdating(noun: Command, context: AdminContext): void {
  const update: Act = ({ deps, webhooks }, { scope, row }, options) => {
    const on = options["webhookOn"] === true ? { webhookOn: true as const } : {};
    return updateApp({ ...deps, ...webhooks }, scope, { appId: row.id, ...readFields(options), ...on });
  };
  withFields(addAppVerb(noun, context, "update", "change what is given of an app", update))
    .option("--name <name>", "what people are asked to allow")
    .option("--redirect-uri <uri>", `${redirectHelp}; replaces all so far`, collect)
    .option("--scopes <scopes>", "what it may be allowed, separated by spaces; tokens that hold others end")
    .option("--webhook-on", "send again after everything failed for so long that sending was switched off");
}

function readOverlap(options: Options) {
  const hours = readNumber(options, "overlap");
  return hours === undefined ? {} : { overlapS: Math.round(hours * 3600) };
}

export function createAppNoun(context: AdminContext): Command {
  const noun = createNoun("app", "programs that people let read their data (OAuth2 clients)");
  addCreating(noun, context);
  addVerb(noun, context, "list", "list the apps of one account or of all, without the secrets", async ({ deps }, options) => {
    const found = await listFound(deps, readText(options, "account"), (scope) => listApps(deps.db, scope, { at: deps.now() }));
    return found.map(({ row }) => row);
  }).option("--account <account>", accountHelp);
  addUpdating(noun, context);
  const overlapHelp = "how long those before go on working (default: 24)";
  addAppVerb(
    noun,
    context,
    "rotate-secret",
    "give an app a new secret, and print it, which is shown this once",
    ({ deps }, found, options) => rotateAppSecret(deps, found.scope, { appId: found.row.id, ...readOverlap(options) }),
  ).option("--overlap <hours>", overlapHelp);
  addAppVerb(noun, context, "rotate-webhook-secret", "sign what its webhook gets with a new secret", ({ deps, webhooks }, found, options) =>
    rotateWebhookSecret({ ...deps, ...webhooks }, found.scope, { appId: found.row.id, ...readOverlap(options) }),
  ).option("--overlap <hours>", overlapHelp);
  addAppVerb(noun, context, "delete", "remove an app with all that people let it do", ({ deps }, { scope, row }) =>
    deleteApp(deps, scope, { appId: row.id }),
  );
  return noun;
}
