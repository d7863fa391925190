"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { cx } from "#components/ui/cx.ts";
import { type AppScope, appScopes, impliedScope } from "#server/domain/apps/scopes.ts";

interface Props {
  label: string;
  /** The label stands above already. */
  hideLabel?: boolean;
  /** Which there are to choose from. */
  offered?: readonly AppScope[];
  value: readonly AppScope[];
  onChange: (scopes: AppScope[]) => void;
  /** Leaves the explanations out. */
  compact?: boolean;
}

/** A choice of scopes in plain words; the one that comes with every token cannot be left out. */
export function ScopeList({ label, hideLabel = false, offered = appScopes, value, onChange, compact = false }: Props) {
  const t = useMessages();
  const toggle = (scope: AppScope) =>
    onChange(appScopes.filter((one) => (one === scope ? !value.includes(one) : value.includes(one)) || one === impliedScope));
  return (
    <fieldset className="flex flex-col">
      <legend className={hideLabel ? "sr-only" : "mb-1 text-sm font-medium"}>{label}</legend>
      <div className={cx("grid gap-x-6", compact && "sm:grid-cols-2")}>
        {offered.map((scope) => (
          <label key={scope} className="touch flex items-start gap-2.5 py-1.5 text-sm">
            <input
              type="checkbox"
              name="scope"
              value={scope}
              checked={value.includes(scope) || scope === impliedScope}
              disabled={scope === impliedScope}
              onChange={() => toggle(scope)}
              className="mt-0.5 size-4 shrink-0 accent-accent pointer-coarse:size-5"
            />
            <span className="min-w-0">
              <span className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-medium">{t(`apps.scopeNames.${scope}`)}</span>
                <code className="font-mono text-xs break-all text-muted">{scope}</code>
                {scope === impliedScope ? <span className="text-xs text-muted">{t("apps.always")}</span> : null}
              </span>
              {compact ? null : <span className="block text-pretty text-muted">{t(`apps.scopeTexts.${scope}`)}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
