import { type AuditSubject, auditSubjects } from "#server/domain/accounts/audit/entry.ts";

const pageSize = 50;

/** What the address says of the log that is shown; what makes no sense there is left out. */
export interface AuditList {
  subject: AuditSubject | null;
  userId: number | null;
  /** Entries before this one. */
  before: number | null;
}

function readId(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

export function readAuditList(params: URLSearchParams): AuditList {
  const subject = auditSubjects.find((one) => one === params.get("about")) ?? null;
  return { subject, userId: readId(params.get("by")), before: readId(params.get("before")) };
}

/** What the API is asked for. */
export function toAuditListInput({ subject, userId, before }: AuditList) {
  return {
    ...(subject === null ? {} : { subject }),
    ...(userId === null ? {} : { userId }),
    ...(before === null ? {} : { cursor: before }),
    limit: pageSize,
  };
}
