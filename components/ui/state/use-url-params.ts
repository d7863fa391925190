"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useMemo, useOptimistic, useTransition } from "react";

export interface UrlParams {
  /** Of the page that is shown: what is read from the server depends on these. */
  params: URLSearchParams;
  /** With the changes whose page is still on its way: what controls show. */
  asked: URLSearchParams;
  /** True while what the newest address asks for is on its way. */
  pending: boolean;
  /** Writes parameters into the address; null and empty texts take them out. */
  set: (change: Record<string, string | number | null>) => void;
  /** Writes all of them anew. */
  replace: (next: URLSearchParams) => void;
}

/** The parameters of the address, for screens that keep there what they show. */
export function useUrlParams(): UrlParams {
  const stored = useSearchParams().toString();
  const pathname = usePathname();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [newest, showNewest] = useOptimistic(stored);
  const params = useMemo(() => new URLSearchParams(stored), [stored]);
  const asked = useMemo(() => new URLSearchParams(newest), [newest]);
  const replace: UrlParams["replace"] = (next) => {
    const text = next.toString();
    startTransition(() => {
      showNewest(text);
      router.replace(text === "" ? pathname : `${pathname}?${text}`, { scroll: false });
    });
  };
  const set: UrlParams["set"] = (change) => {
    const next = new URLSearchParams(asked);
    for (const [name, value] of Object.entries(change)) {
      if (value === null || value === "") next.delete(name);
      else next.set(name, String(value));
    }
    replace(next);
  };
  return { params, asked, pending, set, replace };
}
