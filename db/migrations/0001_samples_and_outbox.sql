-- Telemetry, one row a moment of a device, in partitions by month (made on demand by ensure_sample_partition).
-- drizzle-kit does not know partitioned tables, so this one lives in SQL alone.
CREATE SEQUENCE samples_id_seq AS bigint CACHE 500;
--> statement-breakpoint
CREATE TABLE samples (
  device_id bigint NOT NULL,
  at timestamptz(3) NOT NULL,
  id bigint NOT NULL DEFAULT nextval('samples_id_seq'),
  lat double precision,
  lon double precision,
  odometer_km double precision,
  altitude_m real,
  heading_deg real,
  accuracy_m real,
  speed_kmh real,
  gps_speed_kmh real,
  rpm real,
  engine_load_pct real,
  throttle_pct real,
  coolant_c real,
  intake_c real,
  maf_gps real,
  fuel_rate_lph real,
  fuel_level_pct real,
  battery_v real,
  soc_pct real,
  ignition boolean,
  pids jsonb,
  PRIMARY KEY (device_id, at)
) PARTITION BY RANGE (at);
--> statement-breakpoint
-- Ids rise with arrival, so a BRIN index finds one at almost no cost to inserts.
CREATE INDEX samples_id ON samples USING brin (id) WITH (pages_per_range = 16);
--> statement-breakpoint
-- Makes the partition of the month that holds the given moment. Attaching instead of creating in place keeps readers
-- and writers of other months going; the advisory lock orders two uploads that need the same month.
CREATE FUNCTION ensure_sample_partition(moment timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  month_start timestamp := date_trunc('month', moment AT TIME ZONE 'UTC');
  name text := 'samples_' || to_char(month_start, 'YYYY_MM');
BEGIN
  IF to_regclass(name) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('ensure_sample_partition'));
  IF to_regclass(name) IS NOT NULL THEN RETURN; END IF;
  BEGIN
    EXECUTE format('CREATE TABLE %I (LIKE samples INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
  EXCEPTION WHEN duplicate_table THEN
    -- Who held the lock before has made and attached it; to_regclass may still answer from this session's cache.
    RETURN;
  END;
  EXECUTE format(
    'ALTER TABLE samples ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
    name, month_start AT TIME ZONE 'UTC', (month_start + interval '1 month') AT TIME ZONE 'UTC');
END
$$;
--> statement-breakpoint
-- Tells listeners the id of each new event when its transaction commits; a lost notice is caught up by id.
CREATE FUNCTION notify_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('motorpool_events', NEW.id::text);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER events_notify AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION notify_event();
