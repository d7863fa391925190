import type { Role } from "#server/domain/scope.ts";

/** Who is signed in, as the frame of the screens shows it. */
export interface ShellPerson {
  name: string;
  email: string;
  role: Role;
  accountName: string;
}
