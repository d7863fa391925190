ALTER TABLE "alerts" ADD COLUMN "ongoing" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "alerts_account_at" ON "alerts" USING btree ("account_id","at","id");--> statement-breakpoint
CREATE INDEX "alerts_conditions" ON "alerts" USING btree ("vehicle_id","kind","at") WHERE kind in ('mil', 'low_battery', 'unplugged');