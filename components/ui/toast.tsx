"use client";

import { CircleCheck, TriangleAlert, X } from "lucide-react";
import { Toast as Radix } from "radix-ui";
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { useMessages } from "../messages/use-messages.ts";

interface Note {
  id: number;
  tone: "good" | "bad";
  text: string;
}

type ShowToast = (text: string, tone?: Note["tone"]) => void;

const ToastContext = createContext<ShowToast>(() => {});

/** Says briefly that something was done or was not: `const toast = useToast(); toast(t("common.saved"))`. */
export function useToast(): ShowToast {
  return useContext(ToastContext);
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useMessages();
  const [notes, setNotes] = useState<readonly Note[]>([]);
  const show = useCallback<ShowToast>((text, tone = "good") => {
    setNotes((before) => [...before, { id: (before.at(-1)?.id ?? 0) + 1, tone, text }]);
  }, []);
  const remove = (id: number) => setNotes((before) => before.filter((note) => note.id !== id));
  return (
    <ToastContext value={show}>
      <Radix.Provider label={t("common.notifications")} duration={4000}>
        {children}
        {notes.map((note) => (
          <ToastNote key={note.id} note={note} onGone={() => remove(note.id)} />
        ))}
        <Radix.Viewport className="fixed right-4 bottom-[calc(1rem+var(--shell-bottom))] z-[1400] flex w-[min(22rem,calc(100vw-2rem))] flex-col gap-2 outline-none" />
      </Radix.Provider>
    </ToastContext>
  );
}

function ToastNote({ note, onGone }: { note: Note; onGone: () => void }) {
  const t = useMessages();
  const Icon = note.tone === "good" ? CircleCheck : TriangleAlert;
  return (
    <Radix.Root
      type={note.tone === "bad" ? "foreground" : "background"}
      onOpenChange={(open) => (open ? undefined : onGone())}
      className="flex items-center gap-3 rounded-lg border border-line bg-overlay py-2 pr-2 pl-3.5 shadow-lg data-[state=open]:animate-rise"
    >
      <Icon aria-hidden="true" className={note.tone === "good" ? "size-4 shrink-0 text-good" : "size-4 shrink-0 text-bad"} />
      <Radix.Description className="flex-1 text-sm">{note.text}</Radix.Description>
      <Radix.Close
        aria-label={t("common.dismiss")}
        className="touch inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink [&_svg]:size-4"
      >
        <X aria-hidden="true" />
      </Radix.Close>
    </Radix.Root>
  );
}
