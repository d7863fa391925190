/** How far something is, 0 to 1. */
export function ProgressBar({ label, share }: { label: string; share: number }) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return <progress aria-label={label} value={percent} max={100} className="progress h-1.5 w-full" />;
}
