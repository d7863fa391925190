/** What the audit log says of a change: who, from where, what, and how it was before and after. Never a secret. */

/** What was done, as `<subject>.<verb>`. The subject is what entries are filtered by. */
export const auditActions = [
  "account.set_up",
  "account.created",
  "account.changed",
  "setup_link.created",
  "session.signed_in",
  "session.signed_out",
  "session.signed_out_everywhere",
  "person.created",
  "person.registered",
  "person.added",
  "person.changed",
  "person.role_changed",
  "person.disabled",
  "person.enabled",
  "person.removed",
  "password.changed",
  "password.set",
  "invitation.created",
  "invitation.revoked",
  "key.created",
  "key.handed_over",
  "key.revoked",
  "device_token.rotated",
  "device_token.revoked",
  "login.revoked",
  "calendar_feed.created",
  "calendar_feed.revoked",
  "device.created",
  "device.assigned",
  "device.moved",
  "device.unassigned",
  "device.revoked",
  "device.restored",
  "app.created",
  "app.changed",
  "app.secret_rotated",
  "app.webhook_secret_rotated",
  "app.deleted",
  "app.allowed",
  "app.refused",
  "app.permission_revoked",
  "driver.created",
  "driver.changed",
  "driver.emergency_contacts_changed",
  "document.stored",
  "document.changed",
  "document.removed",
  "document.restored",
  "document.downloaded",
  "vehicle.created",
  "vehicle.changed",
  "assignment.created",
  "assignment.ended",
  "geofence.created",
  "geofence.changed",
  "geofence.removed",
  "data.exported",
] as const;
export type AuditAction = (typeof auditActions)[number];
export type AuditSubject = AuditAction extends `${infer Subject}.${string}` ? Subject : never;

export const auditSubjects: readonly AuditSubject[] = [...new Set(auditActions.map((action) => subjectOf(action)))];

export function subjectOf(action: AuditAction): AuditSubject {
  return action.slice(0, action.indexOf(".")) as AuditSubject;
}

/** Through what the change came: the screens, a public API, the command line of the server, or the server's own work. */
export const auditOrigins = ["web", "api", "command_line", "server"] as const;
export type AuditOrigin = (typeof auditOrigins)[number];

export type AuditValue = string | number | boolean | null | readonly (string | number)[];
/** Values by field name; moments in ISO 8601. */
export type AuditValues = Readonly<Record<string, AuditValue>>;

export interface AuditChange {
  before: AuditValues | null;
  after: AuditValues | null;
}
