import { redirect } from "next/navigation";
import { getSession } from "#server/auth/session.ts";

export default async function HomePage() {
  redirect((await getSession()) ? "/garage" : "/sign-in");
}
