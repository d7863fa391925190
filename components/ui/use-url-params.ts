"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useMemo, useTransition } from "react";

interface UrlParams {
  params: URLSearchParams;
  /** True while what the newest address asks for is on its way. */
  pending: boolean;
  /** Writes parameters into the address; null and empty texts take them out. */
  set: (change: Record<string, string | number | null>) => void;
}

/** The parameters of the address, for screens that keep there what they show. */
export function useUrlParams(): UrlParams {
  const search = useSearchParams();
  const pathname = usePathname();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const params = useMemo(() => new URLSearchParams(search), [search]);
  const set: UrlParams["set"] = (change) => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(change)) {
      if (value === null || value === "") next.delete(name);
      else next.set(name, String(value));
    }
    const text = next.toString();
    startTransition(() => router.replace(text === "" ? pathname : `${pathname}?${text}`, { scroll: false }));
  };
  return { params, pending, set };
}
