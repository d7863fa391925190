"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { useMemo, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { CopyButton } from "#components/ui/buttons/copy-button.tsx";
import { SearchBox } from "#components/ui/forms/search-box.tsx";
import { Segmented } from "#components/ui/forms/segmented.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { Page, PageHeader } from "#components/ui/layout/page.tsx";
import { type AccessWay, accessWaysOf } from "#server/domain/apps/api-reference/curl.ts";
import { findCalls } from "#server/domain/apps/api-reference/reference.ts";
import { CallCard } from "./call-card.tsx";
import { CallIndex } from "./call-index.tsx";
import { CodeBlock } from "./code-block.tsx";
import { Prose } from "./prose.tsx";

type Reference = RouterOutputs["developers"]["reference"];

/** Every call of one public API, with a line to try it. */
export function ReferenceScreen({ family }: { family: string }) {
  const t = useMessages();
  const trpc = useTRPC();
  const { data: reference } = useSuspenseQuery(trpc.developers.reference.queryOptions({ family }));
  const ways = accessWaysOf(family);
  const [wayName, setWayName] = useState(ways[0]?.name);
  const way = ways.find(({ name }) => name === wayName) ?? ways[0];
  const [search, setSearch] = useState("");
  const calls = useMemo(() => findCalls(reference.calls, search), [reference.calls, search]);
  return (
    <Page>
      <PageHeader
        breadcrumbs={[{ label: t("developers.title"), href: "/developers" }]}
        title={reference.title}
        meta={<span>{t("developers.version", { version: reference.version })}</span>}
      />
      <div className="grid grid-cols-1 gap-5 lg:grid-cols-[16rem_minmax(0,1fr)]">
        <div className="flex flex-col gap-3 lg:order-none lg:row-span-2">
          <div className="flex flex-col gap-3 lg:sticky lg:top-5 lg:max-h-[calc(100dvh-2.5rem)]">
            <SearchBox label={t("developers.searchCalls")} value={search} onChange={setSearch} />
            <CallIndex calls={calls} />
          </div>
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <Introduction reference={reference} ways={ways} way={way} onWay={setWayName} />
          {calls.length === 0 ? (
            <EmptyState
              icon={<SearchX />}
              title={t("common.nothingFound")}
              action={<Button onClick={() => setSearch("")}>{t("common.clearSearch")}</Button>}
            />
          ) : null}
          {calls.map((call) => (
            <CallCard key={call.anchor} call={call} baseUrl={reference.baseUrl} way={way} />
          ))}
        </div>
      </div>
    </Page>
  );
}

interface IntroductionProps {
  reference: Reference;
  ways: readonly AccessWay[];
  way: AccessWay | undefined;
  onWay: (name: AccessWay["name"]) => void;
}

const shellVariables: Record<AccessWay["name"], string> = {
  device: "export TOKEN=mpd_…",
  key: "export KEY=mpk_…",
  token: "export TOKEN=mpa_…",
  login: "export KEY=mpk_…\nexport TOKEN=0123456789abcdef0123456789abcdef01234567",
};

/** What holds for all calls: where they are, and how to say who one is. */
function Introduction({ reference, ways, way, onWay }: IntroductionProps) {
  const t = useMessages();
  return (
    <Card aria-label={reference.title}>
      <CardBody className="flex flex-col gap-4 pt-4">
        <Prose text={reference.description} />
        <div className="flex items-center gap-1 rounded-md bg-sunken py-0.5 pr-0.5 pl-3">
          <span className="text-xs text-muted">{t("developers.baseUrl")}</span>
          <code className="min-w-0 flex-1 pl-2 font-mono text-xs break-all">{reference.baseUrl}</code>
          <CopyButton text={reference.baseUrl} label={t("developers.copyUrl")} />
        </div>
      </CardBody>
      {way ? (
        <>
          <CardHeader
            title={t("developers.authentication")}
            actions={
              ways.length > 1 ? (
                <Segmented
                  label={t("developers.authentication")}
                  segments={ways.map(({ name }) => ({ value: name, label: t(`developers.ways.${name}`) }))}
                  value={way.name}
                  onChange={onWay}
                />
              ) : null
            }
          />
          <CardBody className="flex flex-col gap-3">
            <p className="text-pretty">{t(`developers.wayTexts.${way.name}`)}</p>
            <p className="text-sm text-muted">{t("developers.setVariables")}</p>
            <CodeBlock code={shellVariables[way.name]} label={t("developers.authentication")} />
          </CardBody>
        </>
      ) : null}
    </Card>
  );
}
