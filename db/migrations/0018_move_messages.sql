-- Messages that were not sent yet are written again, one for each browser, by the job that sends their alert.
insert into messages (uid, account_id, user_id, alert_id, channel, status, subject, body, error, send_after, sent_at, created_at)
select uid, account_id, user_id, alert_id, channel, status, subject, body, error, send_after, sent_at, created_at
from alert_messages where status <> 'waiting' order by id;
