"use client";

import { ArrowDownNarrowWide, ArrowUpNarrowWide } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { Select } from "./select.tsx";

interface Props<Sort extends string> {
  options: readonly { value: Sort; label: string }[];
  sort: Sort;
  descending: boolean;
  onChange: (sort: Sort, descending: boolean) => void;
}

/** What a list is sorted by and in which direction. */
export function SortControl<Sort extends string>({ options, sort, descending, onChange }: Props<Sort>) {
  const t = useMessages();
  const Icon = descending ? ArrowUpNarrowWide : ArrowDownNarrowWide;
  return (
    <div className="flex items-center gap-1">
      <Select
        aria-label={t("common.sortBy")}
        options={options}
        value={sort}
        onChange={(event) => {
          const next = options.find((option) => option.value === event.target.value);
          if (next) onChange(next.value, descending);
        }}
        className="min-w-36"
      />
      <IconButton
        variant="solid"
        label={t(descending ? "common.descending" : "common.ascending")}
        icon={<Icon aria-hidden="true" />}
        onClick={() => onChange(sort, !descending)}
      />
    </div>
  );
}
