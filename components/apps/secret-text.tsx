import { CopyButton } from "#components/ui/buttons/copy-button.tsx";

/** A long value to copy: an id, a secret, an address. */
export function SecretText({ text, copyLabel }: { text: string; copyLabel: string }) {
  return (
    <div className="flex items-center gap-1 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
      <code className="min-w-0 flex-1 font-mono text-sm break-all">{text}</code>
      <CopyButton text={text} label={copyLabel} />
    </div>
  );
}
