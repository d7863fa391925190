import type { ReactNode } from "react";
import { t } from "#components/messages/messages.ts";
import { cx } from "#components/ui/cx.ts";
import { Logo } from "#components/ui/logo.tsx";
import { EntryArt } from "./entry-art.tsx";

interface Props {
  title: string;
  lead: string;
  children: ReactNode;
}

/** The frame of the pages before one is signed in: the form, and on a wide screen a picture beside it. */
export function EntryFrame({ title, lead, children }: Props) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(28rem,5fr)_7fr]">
      <main className="flex flex-col px-6 py-6 sm:px-10 sm:py-8">
        <Logo name={t("common.productName")} />
        <div className="m-auto w-full max-w-sm py-10">
          <h1 className="text-2xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
          <p className="mt-1.5 mb-6 text-base text-pretty wrap-anywhere text-muted">{lead}</p>
          <div className="flex flex-col gap-4">{children}</div>
        </div>
      </main>
      <div aria-hidden="true" className="relative hidden overflow-hidden border-l border-line bg-map-land lg:block">
        <EntryArt />
      </div>
    </div>
  );
}

/** A sentence above the form. */
export function EntryNotice({ tone = "neutral", children }: { tone?: "neutral" | "bad"; children: ReactNode }) {
  return (
    <p
      role={tone === "bad" ? "alert" : "status"}
      className={cx("rounded-md px-3 py-2 text-sm", tone === "bad" ? "bg-bad-soft text-bad" : "bg-accent-soft text-accent-text")}
    >
      {children}
    </p>
  );
}
