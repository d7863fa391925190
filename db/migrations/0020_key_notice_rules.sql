-- Accounts that have alert rules already get the one that gives notice before an API key expires.
INSERT INTO alert_rules (account_id, kind, severity, params, cooldown_s, max_age_s, email)
SELECT DISTINCT account_id, 'key_due', 'warning', '{"daysAhead": 14}'::jsonb, 3600, 1209600, true FROM alert_rules;
