"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { LicenceCard } from "#components/documents/licence-card.tsx";
import { useLiveFleet } from "#components/live/use-live-fleet.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { TripsCard } from "#components/trips/trips-card.tsx";
import { useTRPC } from "#components/trpc.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { Page, PageHeader } from "#components/ui/layout/page.tsx";
import { BadgesCard } from "./badges-card.tsx";
import type { Profile } from "./driver-data.ts";
import { DriverScoreCard } from "./driver-score-card.tsx";
import { DrivingCard } from "./driving-card.tsx";
import { lastTripsOfDriver } from "./last-trips-input.ts";
import { LossesCard } from "./losses-card.tsx";
import { PersonCard } from "./person-card.tsx";
import { ScoreHistoryCard } from "./score-history-card.tsx";

/** How a person drives: the score and how sure it is, how it went, where the points go. */
export function DriverScreen({ driverId }: { driverId: number }) {
  const t = useMessages();
  const trpc = useTRPC();
  useLiveFleet();
  const { data } = useSuspenseQuery(trpc.drivers.get.queryOptions({ driverId }));
  const { data: trips } = useSuspenseQuery(trpc.trips.list.queryOptions(lastTripsOfDriver(driverId)));
  const { profile, losses } = data;
  return (
    <Page>
      <DriverHeader profile={profile} />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
        <div className="contents lg:flex lg:flex-col lg:gap-5">
          <DriverScoreCard profile={profile} className="max-lg:order-1" />
          <DrivingCard card={profile.card} className="max-lg:order-4" />
          <PersonCard driverId={driverId} className="max-lg:order-6" />
          <LicenceCard driverId={driverId} className="max-lg:order-6" />
        </div>
        <div className="contents lg:flex lg:flex-col lg:gap-5">
          <ScoreHistoryCard history={profile.history} className="max-lg:order-2" />
          <LossesCard losses={losses} card={profile.card} className="max-lg:order-3" />
          <BadgesCard driverId={driverId} className="max-lg:order-3" />
          <TripsCard
            title={t("drivers.lastTrips")}
            trips={trips.trips}
            all={{ href: `/trips?driver=${driverId}`, label: t("drivers.allTrips") }}
            without="driver"
            className="max-lg:order-5"
          />
        </div>
      </div>
    </Page>
  );
}

function DriverHeader({ profile }: { profile: Profile }) {
  const t = useMessages();
  return (
    <PageHeader
      breadcrumbs={[{ label: t("drivers.title"), href: "/drivers" }]}
      lead={<Avatar name={profile.name} size="lg" />}
      title={profile.name}
      meta={
        <>
          {profile.email ? <span>{profile.email}</span> : null}
          {profile.vehicles.length === 0 ? <span>{t("drivers.noCar")}</span> : null}
          {profile.vehicles.map(({ id, name }) => (
            <Link key={id} href={`/vehicles/${id}`} className="font-medium text-ink underline-offset-4 hover:underline">
              {name}
            </Link>
          ))}
        </>
      }
    />
  );
}
