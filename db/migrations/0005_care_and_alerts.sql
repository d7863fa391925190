CREATE TABLE "alert_messages" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alert_messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"account_id" bigint NOT NULL,
	"alert_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"channel" text NOT NULL,
	"status" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"error" text,
	"send_after" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "alert_messages_uid_unique" UNIQUE("uid")
);
--> statement-breakpoint
CREATE TABLE "alert_rules" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alert_rules_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"account_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"severity" text NOT NULL,
	"params" jsonb NOT NULL,
	"vehicle_ids" bigint[],
	"cooldown_s" integer NOT NULL,
	"max_age_s" integer NOT NULL,
	"email" boolean DEFAULT false NOT NULL,
	"push" boolean DEFAULT false NOT NULL,
	"respects_quiet" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "alert_rules_uid_unique" UNIQUE("uid")
);
--> statement-breakpoint
CREATE TABLE "alert_snoozes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alert_snoozes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"account_id" bigint NOT NULL,
	"rule_id" bigint NOT NULL,
	"vehicle_id" bigint,
	"until" timestamp (3) with time zone NOT NULL,
	"created_by" bigint,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "alert_snoozes_uid_unique" UNIQUE("uid")
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alerts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"account_id" bigint NOT NULL,
	"rule_id" bigint,
	"kind" text NOT NULL,
	"severity" text NOT NULL,
	"vehicle_id" bigint,
	"driver_id" bigint,
	"trip_id" bigint,
	"facts" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"lat" double precision,
	"lon" double precision,
	"dedupe_key" text NOT NULL,
	"held" text,
	"repeats" integer DEFAULT 0 NOT NULL,
	"last_repeat_at" timestamp (3) with time zone,
	"acknowledged_at" timestamp (3) with time zone,
	"acknowledged_by" bigint,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "alerts_uid_unique" UNIQUE("uid")
);
--> statement-breakpoint
CREATE TABLE "geofence_stays" (
	"geofence_id" bigint NOT NULL,
	"vehicle_id" bigint NOT NULL,
	"inside" boolean NOT NULL,
	"since" timestamp (3) with time zone,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "geofence_stays_geofence_id_vehicle_id_pk" PRIMARY KEY("geofence_id","vehicle_id")
);
--> statement-breakpoint
CREATE TABLE "geofences" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "geofences_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"account_id" bigint NOT NULL,
	"name" text NOT NULL,
	"shape" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "geofences_uid_unique" UNIQUE("uid")
);
--> statement-breakpoint
CREATE TABLE "push_subscriptions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "push_subscriptions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"user_id" bigint NOT NULL,
	"endpoint" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth" text NOT NULL,
	"label" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "push_subscriptions_uid_unique" UNIQUE("uid"),
	CONSTRAINT "push_subscriptions_endpoint_unique" UNIQUE("endpoint")
);
--> statement-breakpoint
CREATE TABLE "watch_ranges" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "watch_ranges_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"vehicle_id" bigint NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"to_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "badge_awards" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "badge_awards_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"account_id" bigint NOT NULL,
	"driver_id" bigint NOT NULL,
	"badge" text NOT NULL,
	"trip_id" bigint NOT NULL,
	"earned_at" timestamp (3) with time zone NOT NULL,
	"facts" jsonb NOT NULL,
	CONSTRAINT "badge_awards_uid_unique" UNIQUE("uid")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "documents_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"account_id" bigint NOT NULL,
	"vehicle_id" bigint,
	"driver_id" bigint,
	"kind" text NOT NULL,
	"number" text,
	"note" text,
	"issued_on" date,
	"expires_on" date,
	"meta" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"stored_name" text,
	"content_type" text,
	"size_bytes" integer,
	"created_by" bigint,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "documents_uid_unique" UNIQUE("uid"),
	CONSTRAINT "documents_stored_name_unique" UNIQUE("stored_name"),
	CONSTRAINT "documents_owner" CHECK (("documents"."vehicle_id" is null) <> ("documents"."driver_id" is null))
);
--> statement-breakpoint
CREATE TABLE "dtc_episodes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "dtc_episodes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"account_id" bigint NOT NULL,
	"vehicle_id" bigint NOT NULL,
	"code" text NOT NULL,
	"status" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"stored_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"opened_trip_id" bigint,
	"closed_trip_id" bigint,
	"opened_km" double precision,
	"closed_km" double precision,
	"lat" double precision,
	"lon" double precision,
	"driven_m" double precision DEFAULT 0 NOT NULL,
	"mil_driven_m" double precision DEFAULT 0 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dtc_episodes_uid_unique" UNIQUE("uid")
);
--> statement-breakpoint
CREATE TABLE "service_plans" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "service_plans_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"account_id" bigint NOT NULL,
	"vehicle_id" bigint NOT NULL,
	"name" text NOT NULL,
	"every_km" real,
	"every_months" integer,
	"every_engine_hours" real,
	"last_on" date NOT NULL,
	"last_km" double precision,
	"last_engine_hours" double precision,
	"archived_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "service_plans_uid_unique" UNIQUE("uid"),
	CONSTRAINT "service_plans_interval" CHECK (coalesce("service_plans"."every_km", "service_plans"."every_months", "service_plans"."every_engine_hours") is not null)
);
--> statement-breakpoint
CREATE TABLE "service_records" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "service_records_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"account_id" bigint NOT NULL,
	"vehicle_id" bigint NOT NULL,
	"plan_id" bigint,
	"name" text NOT NULL,
	"done_on" date NOT NULL,
	"odometer_km" double precision,
	"engine_hours" double precision,
	"cost" double precision,
	"currency" text,
	"note" text,
	"done_by" text,
	"recorded_by" bigint,
	"document_id" bigint,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "service_records_uid_unique" UNIQUE("uid")
);
--> statement-breakpoint
CREATE TABLE "vehicle_models" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "vehicle_models_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"account_id" bigint NOT NULL,
	"make" text NOT NULL,
	"model" text NOT NULL,
	"image_url" text,
	"video_url" text,
	"added" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "vehicle_models_uid_unique" UNIQUE("uid")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "invitations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"account_id" bigint NOT NULL,
	"hash" text NOT NULL,
	"hint" text NOT NULL,
	"email" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "invitations_uid_unique" UNIQUE("uid"),
	CONSTRAINT "invitations_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "driver_rollups" (
	"driver_id" bigint PRIMARY KEY NOT NULL,
	"account_id" bigint NOT NULL,
	"totals" jsonb NOT NULL,
	"points" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vehicle_rollups" (
	"vehicle_id" bigint PRIMARY KEY NOT NULL,
	"account_id" bigint NOT NULL,
	"totals" jsonb NOT NULL,
	"points" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "registration" text DEFAULT 'invited' NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "co2_kg_per_l_gasoline" real;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "co2_kg_per_l_diesel" real;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "co2_kg_per_kwh" real;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "quiet_from" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "quiet_to" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "currency" text DEFAULT 'EUR' NOT NULL;--> statement-breakpoint
ALTER TABLE "drivers" ADD COLUMN "gender" text;--> statement-breakpoint
ALTER TABLE "drivers" ADD COLUMN "born_on" date;--> statement-breakpoint
ALTER TABLE "drivers" ADD COLUMN "phone" text;--> statement-breakpoint
ALTER TABLE "drivers" ADD COLUMN "emergency_contacts" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "alert_email" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "alert_push" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "alerts_read_id" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "user_id" bigint;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "family" text;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "access" text;--> statement-breakpoint
ALTER TABLE "vehicles" ADD COLUMN "speed_limit_kmh" real;--> statement-breakpoint
ALTER TABLE "alert_messages" ADD CONSTRAINT "alert_messages_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_messages" ADD CONSTRAINT "alert_messages_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_messages" ADD CONSTRAINT "alert_messages_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_rules" ADD CONSTRAINT "alert_rules_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_snoozes" ADD CONSTRAINT "alert_snoozes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_snoozes" ADD CONSTRAINT "alert_snoozes_rule_id_alert_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."alert_rules"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_snoozes" ADD CONSTRAINT "alert_snoozes_vehicle_id_vehicles_id_fk" FOREIGN KEY ("vehicle_id") REFERENCES "public"."vehicles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_snoozes" ADD CONSTRAINT "alert_snoozes_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_rule_id_alert_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."alert_rules"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_vehicle_id_vehicles_id_fk" FOREIGN KEY ("vehicle_id") REFERENCES "public"."vehicles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_driver_id_drivers_id_fk" FOREIGN KEY ("driver_id") REFERENCES "public"."drivers"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_acknowledged_by_users_id_fk" FOREIGN KEY ("acknowledged_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "geofence_stays" ADD CONSTRAINT "geofence_stays_geofence_id_geofences_id_fk" FOREIGN KEY ("geofence_id") REFERENCES "public"."geofences"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "geofence_stays" ADD CONSTRAINT "geofence_stays_vehicle_id_vehicles_id_fk" FOREIGN KEY ("vehicle_id") REFERENCES "public"."vehicles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "geofences" ADD CONSTRAINT "geofences_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watch_ranges" ADD CONSTRAINT "watch_ranges_vehicle_id_vehicles_id_fk" FOREIGN KEY ("vehicle_id") REFERENCES "public"."vehicles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "badge_awards" ADD CONSTRAINT "badge_awards_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "badge_awards" ADD CONSTRAINT "badge_awards_driver_id_drivers_id_fk" FOREIGN KEY ("driver_id") REFERENCES "public"."drivers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_vehicle_id_vehicles_id_fk" FOREIGN KEY ("vehicle_id") REFERENCES "public"."vehicles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_driver_id_drivers_id_fk" FOREIGN KEY ("driver_id") REFERENCES "public"."drivers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dtc_episodes" ADD CONSTRAINT "dtc_episodes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dtc_episodes" ADD CONSTRAINT "dtc_episodes_vehicle_id_vehicles_id_fk" FOREIGN KEY ("vehicle_id") REFERENCES "public"."vehicles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_plans" ADD CONSTRAINT "service_plans_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_plans" ADD CONSTRAINT "service_plans_vehicle_id_vehicles_id_fk" FOREIGN KEY ("vehicle_id") REFERENCES "public"."vehicles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_records" ADD CONSTRAINT "service_records_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_records" ADD CONSTRAINT "service_records_vehicle_id_vehicles_id_fk" FOREIGN KEY ("vehicle_id") REFERENCES "public"."vehicles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_records" ADD CONSTRAINT "service_records_plan_id_service_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."service_plans"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_records" ADD CONSTRAINT "service_records_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_records" ADD CONSTRAINT "service_records_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicle_models" ADD CONSTRAINT "vehicle_models_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "driver_rollups" ADD CONSTRAINT "driver_rollups_driver_id_drivers_id_fk" FOREIGN KEY ("driver_id") REFERENCES "public"."drivers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "driver_rollups" ADD CONSTRAINT "driver_rollups_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicle_rollups" ADD CONSTRAINT "vehicle_rollups_vehicle_id_vehicles_id_fk" FOREIGN KEY ("vehicle_id") REFERENCES "public"."vehicles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicle_rollups" ADD CONSTRAINT "vehicle_rollups_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alert_messages_once" ON "alert_messages" USING btree ("alert_id","user_id","channel");--> statement-breakpoint
CREATE INDEX "alert_messages_account_id" ON "alert_messages" USING btree ("account_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "alert_messages_user_id" ON "alert_messages" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "alert_rules_account_id" ON "alert_rules" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "alert_snoozes_account_id" ON "alert_snoozes" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "alert_snoozes_rule_id" ON "alert_snoozes" USING btree ("rule_id");--> statement-breakpoint
CREATE INDEX "alert_snoozes_vehicle_id" ON "alert_snoozes" USING btree ("vehicle_id");--> statement-breakpoint
CREATE INDEX "alert_snoozes_created_by" ON "alert_snoozes" USING btree ("created_by");--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_dedupe_key" ON "alerts" USING btree ("account_id","dedupe_key");--> statement-breakpoint
CREATE INDEX "alerts_account_id" ON "alerts" USING btree ("account_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "alerts_vehicle_id" ON "alerts" USING btree ("vehicle_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "alerts_driver_id" ON "alerts" USING btree ("driver_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "alerts_rule_id" ON "alerts" USING btree ("rule_id");--> statement-breakpoint
CREATE INDEX "alerts_acknowledged_by" ON "alerts" USING btree ("acknowledged_by");--> statement-breakpoint
CREATE INDEX "geofence_stays_vehicle_id" ON "geofence_stays" USING btree ("vehicle_id");--> statement-breakpoint
CREATE UNIQUE INDEX "geofences_name_per_account" ON "geofences" USING btree ("account_id","name");--> statement-breakpoint
CREATE INDEX "push_subscriptions_user_id" ON "push_subscriptions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "watch_ranges_vehicle_id" ON "watch_ranges" USING btree ("vehicle_id");--> statement-breakpoint
CREATE UNIQUE INDEX "badge_awards_once" ON "badge_awards" USING btree ("driver_id","badge");--> statement-breakpoint
CREATE INDEX "badge_awards_account_id" ON "badge_awards" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "documents_account_id" ON "documents" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "documents_vehicle_id" ON "documents" USING btree ("vehicle_id");--> statement-breakpoint
CREATE INDEX "documents_driver_id" ON "documents" USING btree ("driver_id");--> statement-breakpoint
CREATE INDEX "documents_created_by" ON "documents" USING btree ("created_by");--> statement-breakpoint
CREATE UNIQUE INDEX "dtc_episodes_natural_key" ON "dtc_episodes" USING btree ("vehicle_id","code","opened_at");--> statement-breakpoint
CREATE INDEX "dtc_episodes_account_id" ON "dtc_episodes" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "service_plans_account_id" ON "service_plans" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "service_plans_vehicle_id" ON "service_plans" USING btree ("vehicle_id");--> statement-breakpoint
CREATE INDEX "service_records_account_id" ON "service_records" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "service_records_vehicle_id" ON "service_records" USING btree ("vehicle_id");--> statement-breakpoint
CREATE INDEX "service_records_plan_id" ON "service_records" USING btree ("plan_id");--> statement-breakpoint
CREATE INDEX "service_records_recorded_by" ON "service_records" USING btree ("recorded_by");--> statement-breakpoint
CREATE INDEX "service_records_document_id" ON "service_records" USING btree ("document_id");--> statement-breakpoint
CREATE UNIQUE INDEX "vehicle_models_per_account" ON "vehicle_models" USING btree ("account_id","make","model");--> statement-breakpoint
CREATE INDEX "invitations_account_id" ON "invitations" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "driver_rollups_account_id" ON "driver_rollups" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "vehicle_rollups_account_id" ON "vehicle_rollups" USING btree ("account_id");--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tokens_user_id" ON "tokens" USING btree ("user_id");--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_api_key_kind" CHECK ("tokens"."kind" <> 'api_key' or ("tokens"."family" is not null and "tokens"."access" is not null));--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_personal_kinds" CHECK ("tokens"."kind" not in ('login', 'calendar') or "tokens"."user_id" is not null);--> statement-breakpoint
-- Trips and reports that are there already: their sums and episodes are worked out by the worker's first jobs.
INSERT INTO "roll_up_ranges" ("driver_id", "from_at") SELECT "id", to_timestamp(0) FROM "drivers" ON CONFLICT DO NOTHING;--> statement-breakpoint
DO $$
BEGIN
  IF to_regprocedure('graphile_worker.add_job(text, json, text, timestamptz, integer, text, integer, text[], text)') IS NOT NULL THEN
    PERFORM graphile_worker.add_job('roll-up-vehicle', json_build_object('vehicleId', id), 'vehicle:' || id, job_key := 'roll-up-vehicle:' || id)
      FROM vehicles;
    PERFORM graphile_worker.add_job('track-dtcs', json_build_object('vehicleId', id), 'vehicle:' || id, job_key := 'track-dtcs:' || id)
      FROM vehicles;
    PERFORM graphile_worker.add_job('roll-up-driver', json_build_object('driverId', id), 'driver:' || id, job_key := 'roll-up-driver:' || id)
      FROM drivers;
  END IF;
END $$;
