import { AppError } from "#server/domain/errors.ts";

/** Throws `conflict` unless the app has a webhook that is in use; gives its address. */
export function requireWebhook(app: { webhookUrl: string | null; webhookDisabledAt: Date | null }): string {
  if (app.webhookUrl === null) throw new AppError("conflict", "This app has no webhook address.");
  if (app.webhookDisabledAt) throw new AppError("conflict", "The webhook is switched off: switch it on first.");
  return app.webhookUrl;
}
