import type { Command } from "commander";
import { createSetupLink } from "#server/commands/accounts/setup.ts";
import { type AdminContext, addVerb, createNoun } from "./context.ts";
import { adminActor } from "./find-rows.ts";

export function createSetupNoun(context: AdminContext): Command {
  const noun = createNoun("setup", "the first owner of a new installation");
  addVerb(noun, context, "link", "print a link that creates the first owner: good once, for 24 hours", async ({ deps, publicUrl }) => {
    const url = new URL("/setup", publicUrl);
    url.searchParams.set("token", await createSetupLink(deps, adminActor));
    return { url: url.href };
  });
  return noun;
}
