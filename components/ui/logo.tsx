/** Our mark: an M drawn like a trip, from its start to the dot where it ends. */
export function LogoMark({ className = "size-7" }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M8 23V11.5a1.6 1.6 0 0 1 2.8-1L16 16.6l5.2-6.1a1.6 1.6 0 0 1 2.8 1V18"
        fill="none"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-accent-ink"
      />
      <circle cx="24" cy="23.4" r="2.1" className="fill-accent-ink" />
    </svg>
  );
}

/** The mark with the name. */
export function Logo({ name }: { name: string }) {
  return (
    <span className="inline-flex items-center gap-2.5">
      <LogoMark />
      <span className="text-lg font-semibold tracking-tight">{name}</span>
    </span>
  );
}
