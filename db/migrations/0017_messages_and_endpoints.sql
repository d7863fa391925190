CREATE TABLE "endpoint_failures" (
	"key" text PRIMARY KEY NOT NULL,
	"user_id" bigint,
	"push_subscription_id" bigint,
	"failing_since" timestamp (3) with time zone NOT NULL,
	"failures" integer DEFAULT 1 NOT NULL,
	"paused_until" timestamp (3) with time zone NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"error" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uid" uuid DEFAULT gen_random_uuid() NOT NULL,
	"account_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"kind" text DEFAULT 'alert' NOT NULL,
	"alert_id" bigint,
	"channel" text NOT NULL,
	"push_subscription_id" bigint,
	"browser" text,
	"status" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error" text,
	"send_after" timestamp (3) with time zone,
	"next_attempt_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "messages_uid_unique" UNIQUE("uid")
);
--> statement-breakpoint
ALTER TABLE "endpoint_failures" ADD CONSTRAINT "endpoint_failures_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endpoint_failures" ADD CONSTRAINT "endpoint_failures_push_subscription_id_push_subscriptions_id_fk" FOREIGN KEY ("push_subscription_id") REFERENCES "public"."push_subscriptions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "endpoint_failures_user_id" ON "endpoint_failures" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "endpoint_failures_push_subscription_id" ON "endpoint_failures" USING btree ("push_subscription_id");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_once" ON "messages" USING btree ("alert_id","user_id","channel",coalesce("push_subscription_id", 0));--> statement-breakpoint
CREATE INDEX "messages_account_id" ON "messages" USING btree ("account_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "messages_user_id" ON "messages" USING btree ("user_id","id" DESC NULLS LAST);