import type { AppScope } from "#server/domain/apps/scopes.ts";
import type { ShownTarget } from "./redirect-target.ts";

/** What the page shows that asks a person whether an app may see something. */
export interface ConsentView {
  appName: string;
  /** Who answers for the app. */
  ownerName: string;
  scopes: AppScope[];
  target: ShownTarget;
  /** Whose data it is about. */
  accountName: string;
  /** True for who sees all cars and trips of the account, as the app would then. */
  wholeFleet: boolean;
  personName: string;
  personEmail: string;
  /** The field by which the form says what it was shown for. */
  token: string;
}

/** Why a person sees a form again that they have sent. */
export type ConsentNotice = "expired" | "used";

export const isConsentNotice = (text: string | null): text is ConsentNotice => text === "expired" || text === "used";
