CREATE TABLE "roll_up_ranges" (
	"driver_id" bigint PRIMARY KEY NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "trips_vehicle_started";--> statement-breakpoint
ALTER TABLE "trips" ADD COLUMN "finish_after" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "trips" ADD COLUMN "digest" text NOT NULL;--> statement-breakpoint
ALTER TABLE "roll_up_ranges" ADD CONSTRAINT "roll_up_ranges_driver_id_drivers_id_fk" FOREIGN KEY ("driver_id") REFERENCES "public"."drivers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- A cut may hand one trip's start to another before both are written, so the check waits for the commit.
ALTER TABLE "trips" ADD CONSTRAINT "trips_vehicle_started" UNIQUE ("vehicle_id", "started_at") DEFERRABLE INITIALLY DEFERRED;
