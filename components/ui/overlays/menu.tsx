"use client";

import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";

interface Props {
  /** The button that opens it; one element. */
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "right";
}

/** A menu of actions. Not modal: the page behind stays scrollable and no style element is injected. */
export function Menu({ trigger, children, align = "end", side = "bottom" }: Props) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={keepTakenFocus}
          className="z-[1200] min-w-44 rounded-lg border border-line bg-overlay p-1 shadow-lg data-[state=open]:animate-rise"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The trigger has the focus again, unless what was chosen has taken it. */
function keepTakenFocus(event: Event): void {
  if (document.activeElement !== null && document.activeElement !== document.body) event.preventDefault();
}

const itemClass =
  "flex min-h-8 w-full items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm outline-none select-none data-highlighted:bg-hover pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:text-muted";

export function MenuItem({
  icon,
  children,
  onSelect,
  danger = false,
}: {
  icon?: ReactNode;
  children: ReactNode;
  onSelect: () => void;
  danger?: boolean;
}) {
  return (
    <Radix.Item onSelect={onSelect} className={cx(itemClass, danger && "text-bad [&_svg]:text-bad")}>
      {icon}
      {children}
    </Radix.Item>
  );
}

/** An item that is a link: give the link as the only child. */
export function MenuLink({ children }: { children: ReactNode }) {
  return (
    <Radix.Item asChild className={itemClass}>
      {children}
    </Radix.Item>
  );
}

interface RadioProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  onChange: (value: Value) => void;
}

/** One choice among several; the chosen one is marked. */
export function MenuRadioGroup<Value extends string>({ label, value, options, onChange }: RadioProps<Value>) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(next) => pick(options, next, onChange)} aria-label={label}>
      <Radix.Label className="px-2.5 pt-1.5 pb-1 text-xs text-muted">{label}</Radix.Label>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={cx(itemClass, "justify-between")}>
          <span className="flex items-center gap-2.5">
            {option.icon}
            {option.label}
          </span>
          <Radix.ItemIndicator>
            <span aria-hidden="true" className="block size-1.5 rounded-full bg-accent" />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

function pick<Value extends string>(options: readonly { value: Value }[], next: string, onChange: (value: Value) => void): void {
  const option = options.find(({ value }) => value === next);
  if (option) onChange(option.value);
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2.5 py-1.5 text-sm">{children}</Radix.Label>;
}
