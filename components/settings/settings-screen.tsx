"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useMessages } from "../messages/use-messages.ts";
import { useTRPC } from "../trpc.tsx";
import { Card } from "../ui/card.tsx";
import { Page, PageHeader } from "../ui/page.tsx";
import { DisplaySettings } from "./display-settings.tsx";
import { PasswordSettings } from "./password-settings.tsx";
import { ProfileSettings } from "./profile-settings.tsx";
import { SessionSettings } from "./session-settings.tsx";

/** How the product looks and counts for one person, and their credentials. */
export function SettingsScreen() {
  const t = useMessages();
  const trpc = useTRPC();
  const { data: me } = useSuspenseQuery(trpc.me.get.queryOptions());
  return (
    <Page width="narrow">
      <PageHeader title={t("settings.title")} meta={t("settings.lead")} />
      <Section title={t("settings.profile")} text={t("settings.profileText")}>
        <ProfileSettings me={me} />
      </Section>
      <Section title={t("settings.display")} text={t("settings.displayText")}>
        <DisplaySettings me={me} />
      </Section>
      <Section title={t("settings.password")} text={t("settings.passwordText")}>
        <PasswordSettings email={me.email} />
      </Section>
      <Section title={t("settings.sessions")} text={t("settings.sessionsText")}>
        <SessionSettings />
      </Section>
    </Page>
  );
}

function Section({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <Card className="grid gap-x-8 gap-y-4 p-5 sm:grid-cols-[13rem_1fr]">
      <div>
        <h2 className="text-base font-semibold tracking-tight">{title}</h2>
        <p className="mt-0.5 text-sm text-pretty text-muted">{text}</p>
      </div>
      <div className="flex min-w-0 flex-col gap-4">{children}</div>
    </Card>
  );
}
