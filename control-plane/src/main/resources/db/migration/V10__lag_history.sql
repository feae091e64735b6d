-- How far consumer groups were behind. A row holds an hour of minutes or a day of quarters of an hour, so that 2,000 groups are some
-- hundred thousand rows and not millions. stuck: messages were written and nothing was committed.
CREATE TABLE lag_history (
    width_seconds   int NOT NULL,
    lkc             text NOT NULL,
    group_id        text NOT NULL,
    starts_at       timestamptz NOT NULL,
    organization_id uuid NOT NULL,
    messages        bigint[] NOT NULL,
    seconds         real[],
    stuck           boolean[],
    PRIMARY KEY (width_seconds, lkc, group_id, starts_at)
);
CREATE INDEX lag_history_age ON lag_history (width_seconds, starts_at);

ALTER TABLE lag_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE lag_history FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON lag_history TO naru_app USING (organization_id = current_tenant()) WITH CHECK (organization_id = current_tenant());
CREATE POLICY relay ON lag_history TO naru_relay USING (true) WITH CHECK (true);
GRANT SELECT ON lag_history TO naru_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON lag_history TO naru_relay;
