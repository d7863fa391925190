import { CopyButton } from "#components/ui/buttons/copy-button.tsx";

/** Lines to read or copy; long ones scroll, by keyboard too. */
export function CodeBlock({ code, label, copyLabel }: { code: string; label: string; copyLabel?: string }) {
  return (
    <div className="relative rounded-md bg-sunken">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section aria-label={label} tabIndex={0} className="max-h-96 overflow-auto rounded-md">
        <pre className="w-max min-w-full px-3 py-2.5 pr-12 font-mono text-xs leading-5">{code}</pre>
      </section>
      {copyLabel === undefined ? null : <CopyButton text={code} label={copyLabel} className="absolute top-0.5 right-0.5 bg-sunken" />}
    </div>
  );
}
