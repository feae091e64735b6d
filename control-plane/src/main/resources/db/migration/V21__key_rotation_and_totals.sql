-- The secret that a rotation retires, valid until retires_at; base64.
ALTER TABLE api_key
    ADD COLUMN retiring_salt text,
    ADD COLUMN retiring_hash text,
    ADD COLUMN retires_at timestamptz,
    ADD COLUMN last_refused_address text;

-- What was counted since the cluster or topic was first heard of; never falls, whatever brokers restart. topic is '' for the whole cluster.
CREATE TABLE usage_total (
    lkc             text NOT NULL,
    topic           text NOT NULL,
    organization_id uuid NOT NULL,
    bytes_in        bigint NOT NULL,
    bytes_out       bigint NOT NULL,
    messages_in     bigint NOT NULL,
    messages_out    bigint NOT NULL,
    requests        bigint NOT NULL,
    connections     bigint NOT NULL,
    storage_bytes   bigint NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (lkc, topic)
);
ALTER TABLE usage_total ENABLE ROW LEVEL SECURITY;
ALTER TABLE usage_total FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON usage_total TO naru_app USING (organization_id = current_tenant()) WITH CHECK (organization_id = current_tenant());
CREATE POLICY relay ON usage_total TO naru_relay USING (true) WITH CHECK (true);
GRANT SELECT ON usage_total TO naru_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON usage_total TO naru_relay;
