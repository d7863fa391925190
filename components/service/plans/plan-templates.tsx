"use client";

import { useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { usePlanChanges } from "#components/service/use-service-changes.ts";
import { useServiceWords } from "#components/service/use-service-words.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Checkbox } from "#components/ui/forms/checkbox.tsx";
import { CardBody } from "#components/ui/layout/card.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { listPlanTemplates, type PlanTemplate, type TemplateKey } from "#server/domain/service/plan-templates.ts";

interface Props {
  vehicleId: number;
  fuelType: Parameters<typeof listPlanTemplates>[0];
  create: ReturnType<typeof usePlanChanges>["create"];
}

/** The usual plans for a car nobody has planned for yet. */
export function PlanTemplates({ vehicleId, fuelType, create }: Props) {
  const t = useMessages();
  const toast = useToast();
  const words = useServiceWords();
  const templates = listPlanTemplates(fuelType);
  const [chosen, setChosen] = useState<readonly TemplateKey[]>(() => templates.filter(({ usual }) => usual).map(({ key }) => key));
  const [busy, setBusy] = useState(false);
  const toggle = (key: TemplateKey) => setChosen(chosen.includes(key) ? chosen.filter((other) => other !== key) : [...chosen, key]);
  const plan = async () => {
    setBusy(true);
    try {
      for (const { key, everyKm, everyMonths } of templates.filter((template) => chosen.includes(template.key))) {
        await create.mutateAsync({ vehicleId, name: t(`services.templates.${key}`), everyKm, everyMonths, everyEngineHours: null });
      }
      toast(t("services.templatesCreated", { count: chosen.length }));
    } catch {
      toast(t("services.failed"), "bad");
    }
    setBusy(false);
  };
  const label = (template: PlanTemplate) => (
    <span>
      {t(`services.templates.${template.key}`)} <span className="text-muted">{words.interval(template)}</span>
    </span>
  );
  return (
    <CardBody className="flex flex-col gap-4">
      <p className="text-sm text-muted">{t("services.noPlansText")}</p>
      <fieldset>
        <legend className="mb-2 text-sm font-medium">{t("services.templatesTitle")}</legend>
        <ul className="flex flex-col gap-1.5">
          {templates.map((template) => (
            <li key={template.key}>
              <Checkbox label={label(template)} checked={chosen.includes(template.key)} onChange={() => toggle(template.key)} />
            </li>
          ))}
        </ul>
      </fieldset>
      <p className="text-sm text-muted">{t("services.templatesText")}</p>
      <Button variant="primary" busy={busy} disabled={chosen.length === 0} onClick={() => void plan()} className="self-start">
        {t("services.templatesCreate", { count: chosen.length })}
      </Button>
    </CardBody>
  );
}
