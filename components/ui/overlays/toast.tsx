"use client";

import { Bell, CircleCheck, type LucideIcon, TriangleAlert, X } from "lucide-react";
import { Toast as Radix } from "radix-ui";
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { buttonClass } from "#components/ui/buttons/button-class.ts";

type NoteTone = "good" | "bad" | "news";

/** What one can do about it from the note itself: "Undo", "Show". */
interface NoteAction {
  label: string;
  run: () => void;
}

interface Note {
  id: number;
  tone: NoteTone;
  text: string;
  action?: NoteAction;
}

type ShowToast = (text: string, tone?: NoteTone, action?: NoteAction) => void;

const ToastContext = createContext<ShowToast>(() => {});

/**
 * Says briefly that something was done or was not: `const toast = useToast(); toast(t("common.saved"))`. With an action it stays
 * longer: `toast(t("…removed"), "good", { label: t("common.undo"), run: restore })`.
 */
export function useToast(): ShowToast {
  return useContext(ToastContext);
}

/** More at once would cover the screen; the oldest go. */
const maxNotes = 4;

export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useMessages();
  const [notes, setNotes] = useState<readonly Note[]>([]);
  const show = useCallback<ShowToast>((text, tone = "good", action) => {
    setNotes((before) => {
      const note = { id: (before.at(-1)?.id ?? 0) + 1, tone, text, ...(action ? { action } : {}) };
      return [...before, note].slice(-maxNotes);
    });
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

const looks: Record<NoteTone, { icon: LucideIcon; className: string }> = {
  good: { icon: CircleCheck, className: "size-4 shrink-0 text-good" },
  bad: { icon: TriangleAlert, className: "size-4 shrink-0 text-bad" },
  news: { icon: Bell, className: "size-4 shrink-0 text-accent-text" },
};

/** Long enough to read it, decide and reach the button, ms. */
const actionMs = 10_000;

function ToastNote({ note, onGone }: { note: Note; onGone: () => void }) {
  const t = useMessages();
  const { icon: Icon, className } = looks[note.tone];
  const { action } = note;
  return (
    <Radix.Root
      type={note.tone === "bad" ? "foreground" : "background"}
      {...(action ? { duration: actionMs } : {})}
      onOpenChange={(open) => (open ? undefined : onGone())}
      className="flex items-center gap-3 rounded-lg border border-line bg-overlay py-2 pr-2 pl-3.5 shadow-lg data-[state=open]:animate-rise"
    >
      <Icon aria-hidden="true" className={className} />
      <Radix.Description className="min-w-0 flex-1 text-sm break-words">{note.text}</Radix.Description>
      {action ? (
        <Radix.Action altText={action.label} onClick={action.run} className={buttonClass("secondary", "sm")}>
          {action.label}
        </Radix.Action>
      ) : null}
      <Radix.Close
        aria-label={t("common.dismiss")}
        className="touch inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink [&_svg]:size-4"
      >
        <X aria-hidden="true" />
      </Radix.Close>
    </Radix.Root>
  );
}
