"use client";

import { type ReactNode, useState, useSyncExternalStore } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { cx } from "#components/ui/cx.ts";

export interface ChartTable {
  /** Column heads; the first column names the rows. */
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

interface Props {
  /** What the chart shows, read aloud in its place. */
  label: string;
  /** One sentence with the main thing to see in it. */
  summary?: string;
  /** The same as figures, for those who cannot see or do not like the drawing. */
  table: ChartTable;
  /** Tailwind height, for example `h-56`: the drawing needs a fixed one. */
  height?: string;
  children: ReactNode;
}

/** True in the browser only: charts measure their box, which the server has not. */
export function useIsBrowser(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );
}

/** A chart with its name and the same figures as a table one press away. */
export function ChartFrame({ label, summary, table, height = "h-56", children }: Props) {
  const t = useMessages();
  const [asTable, setAsTable] = useState(false);
  const browser = useIsBrowser();
  return (
    <figure aria-label={label} className="relative">
      {summary ? <figcaption className="sr-only">{summary}</figcaption> : null}
      {asTable ? (
        <FiguresTable table={table} caption={label} />
      ) : (
        <div aria-hidden="true" className={cx("w-full text-2xs", height)}>
          {browser ? children : null}
        </div>
      )}
      <button
        type="button"
        onClick={() => setAsTable(!asTable)}
        className="touch mt-1 inline-flex items-center rounded-sm px-1 text-xs text-muted hover:text-ink"
      >
        {t(asTable ? "common.showAsChart" : "common.showAsTable")}
      </button>
    </figure>
  );
}

function FiguresTable({ table, caption }: { table: ChartTable; caption: string }) {
  return (
    <table className="figures w-full text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {table.head.map((text) => (
            <th key={text} scope="col" className="sticky top-0 bg-raised py-1 pr-4 text-left text-xs font-medium text-muted">
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map(([name, ...cells]) => (
          <tr key={name} className="border-t border-line">
            <th scope="row" className="py-1 pr-4 text-left font-normal">
              {name}
            </th>
            {cells.map((text, column) => (
              <td key={table.head[column + 1]} className="py-1 pr-4">
                {text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
