import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { Badge } from "#components/ui/badge.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import type { AuditValues } from "#server/domain/accounts/audit/entry.ts";
import { describeChange } from "./audit-values.ts";

type Entry = RouterOutputs["audit"]["list"]["items"][number];

/** One entry: what was done to what, by whom, from where, and how it was before and after. */
export function AuditRow({ entry }: { entry: Entry }) {
  const t = useMessages();
  const format = useFormat();
  const { action, subjectName, actorName, keyName, network, origin, at, before, after } = entry;
  return (
    <li className="flex flex-col gap-1 px-4 py-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium">{t(`audit.actions.${action}`)}</span>
        {subjectName === null ? null : <span className="break-all">{subjectName}</span>}
        <Badge>{t(`audit.origins.${origin}`)}</Badge>
      </p>
      <p className="flex flex-wrap gap-x-2 text-sm text-muted">
        <time dateTime={at.toISOString()}>{format.dateTime(at)}</time>
        <span className="break-all">{t("audit.byActor", { name: actorName })}</span>
        {keyName === null ? null : <span className="break-all">{t("audit.withKey", { name: keyName })}</span>}
        {network === null ? null : <span className="break-all">{t("audit.fromNetwork", { network })}</span>}
      </p>
      <Values before={before} after={after} />
    </li>
  );
}

/** Each field in a line of its own. */
function Values({ before, after }: { before: AuditValues | null; after: AuditValues | null }) {
  const t = useMessages();
  const format = useFormat();
  const fields = describeChange({ t, format }, before, after);
  if (fields.length === 0) return null;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-sm">
      {fields.map(({ field, label, text }) => (
        <div key={field} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 break-words">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
