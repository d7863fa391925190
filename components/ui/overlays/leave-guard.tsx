"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "./dialog.tsx";
import { guardPage } from "./leave-page.ts";

/**
 * Mounted while something is not saved, it asks before that is lost: by a link, the browser's back button (where the browser has the
 * Navigation API), `leavePage`, and on a reload or when the tab is closed, where the browser asks in its own words.
 */
export function LeaveGuard({ text }: { text: string }) {
  const t = useMessages();
  const [leave, setLeave] = useState<{ run: () => void } | null>(null);
  const stay = () => setLeave(null);
  const agreed = useGuards((run) => setLeave({ run }));
  const go = () => {
    agreed.current = true;
    setLeave(null);
    leave?.run();
  };
  const actions = (
    <>
      <Button onClick={stay}>{t("common.leave.stay")}</Button>
      <Button variant="danger" onClick={go}>
        {t("common.leave.go")}
      </Button>
    </>
  );
  return (
    <Dialog open={leave !== null} onClose={stay} title={t("common.leave.title")} actions={actions}>
      <p>{text}</p>
    </Dialog>
  );
}

/** Calls `ask` with what would leave the page, until the result is set to true. */
function useGuards(ask: (leave: () => void) => void) {
  const router = useRouter();
  const agreed = useRef(false);
  const newest = useRef(ask);
  newest.current = ask;
  useEffect(() => {
    const askFirst = (leave: () => void) => (agreed.current ? leave() : newest.current(leave));
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!agreed.current) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      const href = agreed.current ? null : findLeavingLink(event);
      if (href === null) return;
      event.preventDefault();
      event.stopPropagation();
      newest.current(() => router.push(href));
    };
    const onNavigate = (event: NavigateEvent) => {
      if (agreed.current || event.navigationType !== "traverse" || !event.cancelable) return;
      event.preventDefault();
      const { key } = event.destination;
      newest.current(() => window.navigation.traverseTo(key));
    };
    const release = guardPage(askFirst);
    const navigation = "navigation" in window ? window.navigation : null;
    window.addEventListener("beforeunload", onUnload);
    window.addEventListener("click", onClick, true);
    navigation?.addEventListener("navigate", onNavigate);
    return () => {
      release();
      window.removeEventListener("beforeunload", onUnload);
      window.removeEventListener("click", onClick, true);
      navigation?.removeEventListener("navigate", onNavigate);
    };
  }, [router]);
  return agreed;
}

/** The address of a link to another page of ours that this click opens in this tab. */
function findLeavingLink(event: MouseEvent): string | null {
  const opensElsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (opensElsewhere || !link?.href || link.target === "_blank" || link.hasAttribute("download")) return null;
  const { origin, pathname, search, hash } = new URL(link.href);
  return origin === window.location.origin && pathname !== window.location.pathname ? `${pathname}${search}${hash}` : null;
}
