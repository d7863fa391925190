import { ChevronRight, Link as LinkIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Card, CardBody } from "#components/ui/layout/card.tsx";
import { type AccessWay, toCurl } from "#server/domain/apps/api-reference/curl.ts";
import type { ReferenceBody, ReferenceCall } from "#server/domain/apps/api-reference/reference.ts";
import { CodeBlock } from "./code-block.tsx";
import { FieldsTable } from "./fields-table.tsx";
import { MethodText } from "./method-text.tsx";
import { Prose } from "./prose.tsx";

interface Props {
  call: ReferenceCall;
  baseUrl: string;
  way: AccessWay | undefined;
}

/** One call: what it is for, what it takes, a line to try it, what it answers. */
export function CallCard({ call, baseUrl, way }: Props) {
  const t = useMessages();
  const { anchor, method, path, summary, description, access, parameters, body, answer, errors } = call;
  return (
    <Card id={anchor} aria-label={summary} className="scroll-mt-20 lg:scroll-mt-5">
      <CardBody className="flex flex-col gap-3 pt-3.5">
        <header className="flex flex-col gap-1">
          <h2 className="flex items-center gap-2 text-base font-semibold tracking-tight">
            {summary}
            <a
              href={`#${anchor}`}
              aria-label={t("developers.linkTo", { call: summary })}
              className="touch -m-1 inline-flex size-6 items-center justify-center rounded-md text-faint hover:text-ink [&_svg]:size-3.5"
            >
              <LinkIcon aria-hidden="true" />
            </a>
            {access === "none" ? <Badge>{t("developers.open")}</Badge> : null}
          </h2>
          <p className="flex items-baseline gap-2">
            <MethodText method={method} />
            <code className="min-w-0 font-mono text-sm break-all">{path}</code>
          </p>
        </header>
        <Prose text={description} />
        {parameters.length > 0 ? <FieldsTable title={t("developers.parameters")} fields={parameters} /> : null}
        {body ? <Body title={t("developers.body")} body={body} open /> : null}
        {way ? (
          <CodeBlock code={toCurl(call, baseUrl, way)} label={t("developers.request")} copyLabel={t("developers.copyRequest")} />
        ) : null}
        {answer ? <Body title={t("developers.answer")} body={answer} /> : null}
        {errors.length > 0 ? (
          <p className="text-sm text-muted">
            {t("developers.errors")}: {errors.map(({ status, text }) => `${status} ${text}`).join(" · ")}
          </p>
        ) : null}
      </CardBody>
    </Card>
  );
}

function Body({ title, body, open = false }: { title: string; body: ReferenceBody; open?: boolean }) {
  const t = useMessages();
  return (
    <Fold title={title} type={body.type} open={open}>
      {body.sentAs === "JSON" ? null : <p className="text-sm text-muted">{t(`developers.sentAs.${body.sentAs}`)}</p>}
      {body.fields.length > 0 ? <FieldsTable title={title} fields={body.fields} titleHidden /> : null}
      <CodeBlock code={body.example} label={`${title}: ${t("developers.example")}`} />
    </Fold>
  );
}

function Fold({ title, type, open, children }: { title: string; type: string; open: boolean; children: ReactNode }) {
  return (
    <details open={open} className="group">
      <summary className="touch inline-flex cursor-pointer list-none items-center gap-1.5 rounded-md text-sm font-medium">
        <ChevronRight aria-hidden="true" className="size-4 text-muted transition-transform group-open:rotate-90" />
        {title}
        <code className="font-mono text-xs font-normal text-muted">{type}</code>
      </summary>
      <div className="mt-2 flex flex-col gap-3">{children}</div>
    </details>
  );
}
