import { auditFields } from "#components/messages/en/accounts/audit-fields.ts";
import type { Translate } from "#components/messages/messages.ts";

type NamedField = keyof typeof auditFields;

const isNamed = (field: string): field is NamedField => Object.hasOwn(auditFields, field);

/** What a field of an audit entry is called; of an unknown one, such as of a newer version, the words it is made of. */
export function findFieldName(t: Translate, field: string): string {
  if (isNamed(field)) return t(`audit.fields.${field}`);
  const words = field.replaceAll(/([A-Z])/g, " $1").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const order = Object.keys(auditFields);
/** Unknown ones come last. */
const placeOf = (field: string) => (isNamed(field) ? order.indexOf(field) : order.length);

/** Fields in the order of their names in the messages, whatever the order they were stored in. */
export function inOrder(fields: readonly string[]): string[] {
  return fields.toSorted((a, b) => placeOf(a) - placeOf(b));
}
