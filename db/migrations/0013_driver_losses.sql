-- Drivers' cards that are there already list no losses yet; the worker's first jobs work the cards out again, with what each rule took.
UPDATE "driver_scores" SET "card" = "card" - 'hardBrakes' - 'hardAccels'
  || '{"losses": [], "brakes": {"all": 0, "hard": 0}, "accels": {"all": 0, "hard": 0}}'::jsonb;--> statement-breakpoint
INSERT INTO "roll_up_ranges" ("driver_id", "from_at") SELECT "id", to_timestamp(0) FROM "drivers"
  ON CONFLICT ("driver_id") DO UPDATE SET "from_at" = excluded."from_at";--> statement-breakpoint
DO $$
BEGIN
  IF to_regprocedure('graphile_worker.add_job(text, json, text, timestamptz, integer, text, integer, text[], text)') IS NOT NULL THEN
    PERFORM graphile_worker.add_job('roll-up-driver', json_build_object('driverId', id), 'driver:' || id, job_key := 'roll-up-driver:' || id)
      FROM drivers;
  END IF;
END $$;
