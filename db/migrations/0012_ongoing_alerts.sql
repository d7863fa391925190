-- Cars may be parked for long: what their alerts report still holds until their next report says otherwise.
WITH newest AS (
  SELECT DISTINCT ON (a.vehicle_id, a.rule_id, a.kind, coalesce(a.facts ->> 'serial', '')) a.id, a.vehicle_id, a.kind, a.facts
  FROM alerts a WHERE a.vehicle_id IS NOT NULL AND a.kind IN ('mil', 'low_battery', 'unplugged')
  ORDER BY a.vehicle_id, a.rule_id, a.kind, coalesce(a.facts ->> 'serial', ''), a.at DESC, a.id DESC
)
UPDATE alerts SET ongoing = true
FROM newest n LEFT JOIN vehicle_states s ON s.vehicle_id = n.vehicle_id
WHERE alerts.id = n.id AND (
  (n.kind = 'mil' AND (s.signals #>> '{mil,value}')::boolean)
  OR (n.kind = 'low_battery' AND (s.signals #>> '{batteryV,value}')::float8 < 11.9)
  OR (n.kind = 'unplugged' AND EXISTS (
    SELECT FROM devices d JOIN device_assignments p ON p.device_id = d.id AND p.vehicle_id = n.vehicle_id
      AND (p.valid_from IS NULL OR d.reported_at >= p.valid_from) AND (p.valid_to IS NULL OR d.reported_at < p.valid_to)
    WHERE d.serial = n.facts ->> 'serial' AND d.plugged = false AND d.revoked_at IS NULL)));
