"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { copyText } from "./copy-text.ts";
import { IconButton } from "./icon-button.tsx";

/** How long the button says that it was done, ms. */
const saidMs = 2000;

/** Copies a text; the label says which: "Copy key". */
export function CopyButton({ text, label, className }: { text: string; label: string; className?: string }) {
  const t = useMessages();
  const toast = useToast();
  const [copied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async (button: HTMLElement) => {
    if (!(await copyText(text, button))) return toast(t("common.copyFailed"), "bad");
    setCopied(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCopied(false), saidMs);
  };
  return (
    <>
      <IconButton
        label={label}
        icon={copied ? <Check aria-hidden="true" className="text-good" /> : <Copy aria-hidden="true" />}
        onClick={(event) => void copy(event.currentTarget)}
        {...(className !== undefined && { className })}
      />
      <span role="status" className="sr-only">
        {copied ? t("common.copied") : ""}
      </span>
    </>
  );
}
