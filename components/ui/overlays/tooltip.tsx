"use client";

import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

/** A few words on hover or focus; never the only place of something that matters. The child is one focusable element. */
export function Tooltip({
  text,
  children,
  side = "top",
}: {
  text: ReactNode;
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
}) {
  return (
    <Radix.Provider delayDuration={250}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="z-[1300] max-w-64 rounded-md bg-ink px-2.5 py-1.5 text-xs text-surface shadow-md data-[state=delayed-open]:animate-fade-in"
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
