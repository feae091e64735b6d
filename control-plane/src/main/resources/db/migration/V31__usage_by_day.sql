-- What clusters moved and held, by day in UTC, for 25 months; a deleted cluster's days stay.
CREATE TABLE usage_day (
    lkc               text NOT NULL,
    day               date NOT NULL,
    organization_id   uuid NOT NULL,
    bytes_in          bigint NOT NULL,
    bytes_out         bigint NOT NULL,
    stored_byte_hours numeric NOT NULL,
    PRIMARY KEY (lkc, day)
);
CREATE INDEX usage_day_month ON usage_day (organization_id, day);

ALTER TABLE usage_day ENABLE ROW LEVEL SECURITY;
ALTER TABLE usage_day FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON usage_day TO naru_app USING (organization_id = current_tenant()) WITH CHECK (organization_id = current_tenant());
CREATE POLICY relay ON usage_day TO naru_relay USING (true) WITH CHECK (true);
GRANT SELECT ON usage_day TO naru_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON usage_day TO naru_relay;

-- A broker says what a cluster takes only when that changes. What it said last, when, and until when it has been counted.
ALTER TABLE usage_counter
    ADD COLUMN storage_bytes bigint NOT NULL DEFAULT 0,
    ADD COLUMN at timestamptz NOT NULL DEFAULT '-infinity',
    ADD COLUMN counted_until timestamptz NOT NULL DEFAULT now();
