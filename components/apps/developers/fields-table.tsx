import { useMessages } from "#components/messages/use-messages.ts";
import { Table, Td, Th, Tr } from "#components/ui/layout/table.tsx";
import type { Field } from "#server/domain/apps/api-reference/schema.ts";

interface Props {
  title: string;
  fields: readonly (Field & { in?: string })[];
  /** Where the title stands above already. */
  titleHidden?: boolean;
}

/** Values with their type, bounds and meaning; those inside another are moved in. */
export function FieldsTable({ title, fields, titleHidden = false }: Props) {
  const t = useMessages();
  return (
    <div className="flex flex-col gap-1.5">
      {titleHidden ? null : <h3 className="text-sm font-medium">{title}</h3>}
      <div className="rounded-md border border-line">
        <Table caption={title}>
          <thead>
            <tr>
              <Th>{t("developers.field")}</Th>
              <Th className="max-sm:hidden">{t("developers.type")}</Th>
              <Th className="w-full">{t("developers.meaning")}</Th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: names repeat in different depths, and the list never changes.
              <FieldRow key={index} field={field} />
            ))}
          </tbody>
        </Table>
      </div>
    </div>
  );
}

function FieldRow({
  field: { name, depth, type, required, limits, description, default: fallback, in: where },
}: {
  field: Props["fields"][number];
}) {
  const t = useMessages();
  const notes = [
    where ?? "",
    required ? t("developers.required") : "",
    limits,
    fallback === null ? "" : t("developers.default", { value: fallback }),
  ];
  return (
    <Tr>
      <Td className="h-auto py-1.5 align-top font-mono text-xs whitespace-nowrap">
        <span style={{ paddingInlineStart: `${depth}rem` }}>{name}</span>
        {/* On a phone there is no room for a column of its own. */}
        <span className="block max-w-32 whitespace-normal text-muted sm:hidden" style={{ paddingInlineStart: `${depth}rem` }}>
          {type}
        </span>
      </Td>
      <Td className="h-auto py-1.5 align-top font-mono text-xs max-sm:hidden">{type}</Td>
      <Td className="h-auto min-w-48 py-1.5 align-top text-pretty">
        {description}
        <span className="block text-xs text-muted">{notes.filter(Boolean).join(" · ")}</span>
      </Td>
    </Tr>
  );
}
