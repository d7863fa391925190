ALTER TABLE "trips" ADD COLUMN "start_quarter" text;--> statement-breakpoint
ALTER TABLE "trips" ADD COLUMN "end_quarter" text;