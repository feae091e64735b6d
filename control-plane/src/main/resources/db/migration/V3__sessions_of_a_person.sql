-- Where a person is logged in: from what, from where, and when they were last seen, within a minute.
ALTER TABLE session
    ADD COLUMN device text NOT NULL DEFAULT '',
    ADD COLUMN address text NOT NULL DEFAULT '',
    ADD COLUMN last_seen_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX session_person ON session (account_id);
-- A person sees and ends their own sessions, in whatever organization.
CREATE POLICY presented_person ON session TO naru_app USING (account_id = presented());
