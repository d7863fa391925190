ALTER TABLE "trips" ADD COLUMN "omitted_events" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "recut_ranges" ADD COLUMN "background" boolean DEFAULT false NOT NULL;