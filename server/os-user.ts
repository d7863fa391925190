import { userInfo } from "node:os";

/** Who started this process, as the operating system knows them: a name, or the id of a user without one. */
export function readOsUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}
