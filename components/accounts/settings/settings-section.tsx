import type { ReactNode } from "react";
import { Card } from "#components/ui/layout/card.tsx";

/** One subject of a settings page: what it is about, and its controls beside it. */
export function SettingsSection({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <Card aria-label={title} className="grid gap-x-8 gap-y-4 p-5 sm:grid-cols-[13rem_1fr]">
      <div>
        <h2 className="text-base font-semibold tracking-tight">{title}</h2>
        <p className="mt-0.5 text-sm text-pretty text-muted">{text}</p>
      </div>
      <div className="flex min-w-0 flex-col gap-4">{children}</div>
    </Card>
  );
}
