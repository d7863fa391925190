import { ChevronRight } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { ReferenceCall } from "#server/domain/apps/api-reference/reference.ts";
import { MethodText } from "./method-text.tsx";

/** Links to the calls: beside them on a desktop, folded above them on a phone. */
export function CallIndex({ calls }: { calls: readonly ReferenceCall[] }) {
  const t = useMessages();
  return (
    <>
      <details className="group rounded-lg border border-line bg-raised lg:hidden">
        <summary className="touch flex cursor-pointer list-none items-center gap-2 px-3 py-2.5 text-sm font-medium">
          <ChevronRight aria-hidden="true" className="size-4 text-muted transition-transform group-open:rotate-90" />
          {t("developers.index")}
          <span className="figures text-muted">{calls.length}</span>
        </summary>
        <Links calls={calls} />
      </details>
      <div className="hidden min-h-0 overflow-y-auto lg:block">
        <Links calls={calls} />
      </div>
    </>
  );
}

function Links({ calls }: { calls: readonly ReferenceCall[] }) {
  const t = useMessages();
  const groups = [...new Set(calls.map(({ group }) => group))];
  return (
    <nav aria-label={t("developers.index")} className="flex flex-col gap-3 p-1">
      {groups.map((group) => (
        <ul key={group} aria-label={group} className="flex flex-col">
          {calls
            .filter((call) => call.group === group)
            .map(({ anchor, method, path, summary }) => (
              <li key={anchor}>
                <a
                  href={`#${anchor}`}
                  title={summary}
                  className="touch flex min-h-7 items-center gap-1.5 rounded-md px-2 py-0.5 text-muted hover:bg-hover hover:text-ink"
                >
                  <MethodText method={method} className="w-11 shrink-0" />
                  <span className="min-w-0 truncate font-mono text-xs">{path}</span>
                </a>
              </li>
            ))}
        </ul>
      ))}
    </nav>
  );
}
