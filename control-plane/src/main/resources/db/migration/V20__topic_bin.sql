-- A deleted topic that can still be restored. binned_version names the deletion; binned_bytes is what it takes, as last heard.
ALTER TABLE topic_projection
    ADD COLUMN binned_version bigint,
    ADD COLUMN binned_at      timestamptz,
    ADD COLUMN binned_by      text,
    ADD COLUMN binned_until   timestamptz,
    ADD COLUMN binned_bytes   bigint;
CREATE INDEX topic_projection_bin ON topic_projection (lkc, binned_at) WHERE binned_version IS NOT NULL;

-- What was last asked of the cell for a topic in the bin, and why it was refused, if it was.
CREATE TABLE topic_wish (
    topic_id        text PRIMARY KEY,
    organization_id uuid NOT NULL,
    version         bigint NOT NULL,
    refused_version bigint NOT NULL DEFAULT 0,
    refused_reason  text,
    refused_detail  text
);

ALTER TABLE topic_wish ENABLE ROW LEVEL SECURITY;
ALTER TABLE topic_wish FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON topic_wish TO naru_app USING (organization_id = current_tenant()) WITH CHECK (organization_id = current_tenant());
CREATE POLICY relay ON topic_wish TO naru_relay USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON topic_wish TO naru_app;
GRANT SELECT, UPDATE, DELETE ON topic_wish TO naru_relay;
