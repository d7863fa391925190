-- Keys made before they could expire get what a new one gets unless said otherwise: a year from now, with a notice before it ends.
UPDATE tokens SET expires_at = now() + interval '365 days' WHERE kind = 'api_key' AND expires_at IS NULL AND revoked_at IS NULL;
