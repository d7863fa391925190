"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { controlClass } from "./control-class.ts";

/** A password field whose text can be shown. Pasting is welcome. */
export function PasswordInput({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  const t = useMessages();
  const [shown, setShown] = useState(false);
  return (
    <span className="relative flex">
      <input
        {...rest}
        type={shown ? "text" : "password"}
        spellCheck={false}
        autoCapitalize="none"
        className={controlClass(`pr-11 ${className ?? ""}`)}
      />
      <button
        type="button"
        aria-label={t(shown ? "common.hidePassword" : "common.showPassword")}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 right-0 flex w-10 items-center justify-center rounded-md text-muted hover:text-ink pointer-coarse:w-11 [&_svg]:size-4"
      >
        {shown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
      </button>
    </span>
  );
}
