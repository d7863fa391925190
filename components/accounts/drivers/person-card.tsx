"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Pencil, Phone } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useCanManage } from "#components/shell/use-role.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { useCoarseNow } from "#components/ui/values/use-coarse-now.ts";
import { ageOn } from "#server/domain/accounts/people.ts";
import { ContactsDialog } from "./contacts-dialog.tsx";
import { PersonDialog } from "./person-dialog.tsx";

export type Person = NonNullable<RouterOutputs["drivers"]["details"]>;

interface Props {
  driverId: number;
  className?: string;
}

/** What is known of the person; only managers and the driver see it. */
export function PersonCard({ driverId, className }: Props) {
  const t = useMessages();
  const trpc = useTRPC();
  const mayEdit = useCanManage();
  const { data: person } = useSuspenseQuery(trpc.drivers.details.queryOptions({ driverId }));
  const [editing, setEditing] = useState(false);
  if (!person) return null;
  return (
    <Card className={className} aria-label={t("drivers.person")}>
      <CardHeader
        title={t("drivers.person")}
        hint={t("drivers.personHint")}
        actions={
          mayEdit ? (
            <Button size="sm" icon={<Pencil aria-hidden="true" />} onClick={() => setEditing(true)}>
              {t("drivers.editPerson")}
            </Button>
          ) : null
        }
      />
      <CardBody className="flex flex-col gap-4">
        <Facts person={person} />
        <Contacts driverId={driverId} person={person} />
      </CardBody>
      <PersonDialog open={editing} onClose={() => setEditing(false)} driverId={driverId} person={person} />
    </Card>
  );
}

function Facts({ person: { gender, bornOn, phone } }: { person: Person }) {
  const t = useMessages();
  const format = useFormat();
  const nowMs = useCoarseNow();
  if (gender === null && bornOn === null && phone === null) return <p className="text-sm text-muted">{t("drivers.nothingKnown")}</p>;
  const born = bornOn === null ? null : format.day(bornOn);
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 text-sm">
      {gender === null ? null : <Fact label={t("drivers.gender")}>{t(`drivers.genders.${gender}`)}</Fact>}
      {bornOn === null || born === null ? null : (
        <Fact label={t("drivers.born")}>{t("drivers.bornWithAge", { date: born, age: ageOn(bornOn, format.dayKey(nowMs)) })}</Fact>
      )}
      {phone === null ? null : (
        <Fact label={t("drivers.phone")}>
          <CallLink phone={phone} />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

/** Whom to call when there was an accident; the driver may say so, too. */
function Contacts({ driverId, person: { emergencyContacts } }: { driverId: number; person: Person }) {
  const t = useMessages();
  const [editing, setEditing] = useState(false);
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-3">
      <div className="flex items-center justify-between gap-4">
        <h3 className="text-sm font-semibold">{t("drivers.contacts")}</h3>
        <Button size="sm" icon={<Pencil aria-hidden="true" />} onClick={() => setEditing(true)}>
          {t("drivers.editContacts")}
        </Button>
      </div>
      {emergencyContacts.length === 0 ? (
        <p className="text-sm text-muted">{t("drivers.noContacts")}</p>
      ) : (
        <ul aria-label={t("drivers.contacts")} className="flex flex-col gap-2 text-sm">
          {emergencyContacts.map(({ name, phone, email }) => (
            <li key={`${name} ${phone}`} className="flex flex-wrap items-center gap-x-3">
              <span className="font-medium">{name}</span>
              <CallLink phone={phone} />
              {email ? (
                <a href={`mailto:${email}`} className="break-all text-accent-text underline-offset-4 hover:underline">
                  {email}
                </a>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <ContactsDialog open={editing} onClose={() => setEditing(false)} driverId={driverId} contacts={emergencyContacts} />
    </div>
  );
}

function CallLink({ phone }: { phone: string }) {
  return (
    <a
      href={`tel:${phone.replaceAll(/[^+\d]/g, "")}`}
      className="figures inline-flex items-center gap-1.5 text-accent-text underline-offset-4 hover:underline"
    >
      <Phone aria-hidden="true" className="size-3.5" />
      {phone}
    </a>
  );
}
