"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";

interface Props {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  /** Buttons at the bottom, the main one last. */
  actions?: ReactNode;
}

/** A question or form over the page. The browser's own dialog: it keeps focus inside, closes on Escape and gives focus back. */
export function Dialog({ open, onClose, title, children, actions }: Props) {
  const t = useMessages();
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (open && dialog && !dialog.open) dialog.showModal();
    if (!open && dialog?.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      className="m-auto w-[min(30rem,calc(100vw-2rem))] rounded-xl border border-line bg-overlay p-0 text-ink shadow-lg open:animate-rise"
    >
      {open ? (
        <div className="flex max-h-[calc(100dvh-4rem)] flex-col">
          <header className="flex items-center justify-between gap-4 py-3 pr-3 pl-5">
            <h2 id={titleId} className="text-lg font-semibold tracking-tight">
              {title}
            </h2>
            <IconButton label={t("common.close")} icon={<X aria-hidden="true" />} onClick={onClose} />
          </header>
          <div className="overflow-y-auto px-5 pb-5">{children}</div>
          {actions ? <footer className="flex justify-end gap-2 border-t border-line bg-surface px-5 py-3">{actions}</footer> : null}
        </div>
      ) : null}
    </dialog>
  );
}
