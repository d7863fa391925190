import { cx } from "#components/ui/cx.ts";

/** An HTTP method in small capitals; what changes something has a colour of its own. */
export function MethodText({ method, className }: { method: string; className?: string }) {
  const tone = method === "GET" ? "text-accent-text" : method === "DELETE" ? "text-bad" : "text-warn";
  return <span className={cx("font-mono text-[0.6875rem] font-semibold", tone, className)}>{method}</span>;
}
