"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import type { DocumentKind } from "#server/domain/documents/kinds.ts";
import { documentKinds } from "#server/domain/documents/kinds.ts";
import type { DueItem } from "#server/domain/service/due.ts";

/** What a line of the due list is called: the plan, the kind of paper, the code. */
export function useDueTitle(): (item: Pick<DueItem, "kind" | "title">) => string {
  const t = useMessages();
  return ({ kind, title }) => {
    if (kind === "battery") return t("services.battery");
    if (kind === "dtc") return t("services.dtc", { code: title });
    const paper: DocumentKind | undefined = kind === "document" ? documentKinds.find((one) => one === title) : undefined;
    return paper ? t(`documents.kinds.${paper}`) : title;
  };
}
