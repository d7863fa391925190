"use client";

import { Pencil } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useCanManage } from "#components/shell/use-role.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { Age } from "#components/ui/values/value.tsx";
import { ColorSwatch } from "./color-swatch.tsx";
import { EditVehicleDialog } from "./edit-vehicle-dialog.tsx";
import { describeModel, type VehicleStatus } from "./vehicle-data.ts";

/** The car's papers and its adapter; what is not known is left out. */
export function DetailsCard({ status, className }: { status: VehicleStatus; className?: string }) {
  const t = useMessages();
  const format = useFormat();
  const mayEdit = useCanManage();
  return (
    <Card aria-label={t("vehicle.details")} className={className}>
      <CardHeader title={t("vehicle.details")} actions={mayEdit ? <EditButton status={status} /> : null} />
      <CardBody>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 text-sm">
          <Detail label={t("vehicle.driver")}>
            {status.driver ? (
              <Link href={`/drivers/${status.driver.id}`} className="text-accent-text underline-offset-4 hover:underline">
                {status.driver.name}
              </Link>
            ) : (
              <span className="text-muted">{t("vehicle.noDriver")}</span>
            )}
          </Detail>
          <Detail label={t("vehicle.makeModel")}>{describeModel(status)}</Detail>
          <Detail label={t("vehicle.color")}>
            {status.color === null ? null : (
              <span className="inline-flex items-center gap-2">
                <ColorSwatch color={status.color} />
                <span className="font-mono text-xs">{status.color}</span>
              </span>
            )}
          </Detail>
          <Detail label={t("vehicle.plate")}>{status.plate}</Detail>
          <Detail label={t("vehicle.vin")}>{status.vin ? <span className="font-mono text-xs">{status.vin}</span> : null}</Detail>
          <Detail label={t("vehicle.fuelType")}>{status.fuelType === "unknown" ? null : t(`vehicle.fuelTypes.${status.fuelType}`)}</Detail>
          <Detail label={t("vehicle.fuelGrade")}>{status.fuelGrade === null ? null : t(`vehicle.fuelGrades.${status.fuelGrade}`)}</Detail>
          <Detail label={t("vehicle.epaEconomy")}>{status.epaKmPerL === null ? null : format.reach(status.epaKmPerL).text}</Detail>
          <Detail label={t("vehicle.transmission")}>
            {status.transmission === "unknown" ? null : t(`vehicle.transmissions.${status.transmission}`)}
          </Detail>
          <Detail label={t("vehicle.tank")}>{status.tankL === null ? null : format.fuel(status.tankL).text}</Detail>
          <Detail label={t("vehicle.batteryCapacity")}>
            {status.batteryKwh === null ? null : `${format.number(status.batteryKwh, 1).text} kWh`}
          </Detail>
          <Detail label={t("vehicle.speedLimit")}>
            {status.speedLimitKmh === null ? (
              <span className="text-muted">{t("vehicle.noSpeedLimit")}</span>
            ) : (
              format.speed(status.speedLimitKmh).text
            )}
          </Detail>
        </dl>
        <AdapterDetails device={status.device} />
      </CardBody>
    </Card>
  );
}

function EditButton({ status }: { status: VehicleStatus }) {
  const t = useMessages();
  const [editing, setEditing] = useState(false);
  return (
    <>
      <Button size="sm" icon={<Pencil aria-hidden="true" />} onClick={() => setEditing(true)}>
        {t("vehicle.edit.action")}
      </Button>
      <EditVehicleDialog open={editing} onClose={() => setEditing(false)} status={status} />
    </>
  );
}

function AdapterDetails({ device }: { device: VehicleStatus["device"] }) {
  const t = useMessages();
  const format = useFormat();
  return (
    <>
      <h3 className="mt-4 mb-2 border-t border-line pt-3 text-sm font-semibold">{t("vehicle.adapter")}</h3>
      {device ? (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 text-sm">
          <Detail label={t("vehicle.serial")}>{device.serial}</Detail>
          <Detail label={t("vehicle.firmware")}>{device.firmware}</Detail>
          <Detail label={t("vehicle.signal")}>{device.signalPct === null ? null : format.percent(device.signalPct).text}</Detail>
          <Detail label={t("vehicle.lastUpload")}>{device.lastUploadAt ? <Age at={device.lastUploadAt} /> : t("common.never")}</Detail>
        </dl>
      ) : (
        <p className="text-sm text-muted">{t("vehicle.noAdapter")}</p>
      )}
    </>
  );
}

function Detail({ label, children }: { label: string; children: ReactNode }) {
  if (children === null || children === "") return null;
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="break-words">{children}</dd>
    </>
  );
}
