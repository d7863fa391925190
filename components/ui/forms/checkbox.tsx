import type { ComponentProps, ReactNode } from "react";

type Props = Omit<ComponentProps<"input">, "type"> & { label: ReactNode };

export function Checkbox({ label, ...rest }: Props) {
  return (
    <label className="touch inline-flex items-center gap-2.5 text-sm">
      <input type="checkbox" {...rest} className="size-4 shrink-0 accent-accent pointer-coarse:size-5" />
      {label}
    </label>
  );
}
