import { cx } from "#components/ui/cx.ts";

/** The text of a description: paragraphs between empty lines, code between backticks. */
export function Prose({ text, className }: { text: string; className?: string }) {
  if (text.trim() === "") return null;
  return (
    <div className={cx("flex flex-col gap-2 text-pretty", className)}>
      {text.split(/\n\s*\n/).map((paragraph) => (
        <p key={paragraph}>
          {paragraph.split("`").map((part, index) =>
            index % 2 === 0 ? (
              part
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, which never move.
              <code key={index} className="rounded-sm bg-hover px-1 py-0.5 font-mono text-[0.9em] break-words">
                {part}
              </code>
            ),
          )}
        </p>
      ))}
    </div>
  );
}
