-- What happened in clusters, as the cell told it, in its order. Kept for a week.
CREATE TABLE cluster_event (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    lkc             text NOT NULL,
    organization_id uuid NOT NULL,
    kind            text NOT NULL,
    subject         text NOT NULL,
    principal       text,
    at              timestamptz NOT NULL
);
CREATE INDEX cluster_event_of ON cluster_event (lkc, id);
CREATE INDEX cluster_event_age ON cluster_event (at);

ALTER TABLE cluster_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE cluster_event FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON cluster_event TO naru_app USING (organization_id = current_tenant()) WITH CHECK (organization_id = current_tenant());
CREATE POLICY relay ON cluster_event TO naru_relay USING (true) WITH CHECK (true);
GRANT SELECT ON cluster_event TO naru_app;
GRANT SELECT, INSERT, DELETE ON cluster_event TO naru_relay;
