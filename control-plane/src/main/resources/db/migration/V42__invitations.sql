-- Invitations that are open or expired. An accepted or withdrawn one is gone. roles: what is given when it is accepted, as it was
-- written. mailed: its link went to the address by mail, so who opens it has proved the address.
CREATE TABLE invitation (
    id              text PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization (id),
    email           text NOT NULL,
    roles           jsonb NOT NULL,
    secret_hash     text NOT NULL UNIQUE,
    mailed          boolean NOT NULL,
    language        text NOT NULL,
    invited_by      text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    expires_at      timestamptz NOT NULL
);
CREATE UNIQUE INDEX invitation_once ON invitation (organization_id, email);
CREATE INDEX invitation_list ON invitation (organization_id, created_at DESC, id DESC);
ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitation FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON invitation TO naru_app
    USING (organization_id = current_tenant()) WITH CHECK (organization_id = current_tenant());
CREATE POLICY presented_link ON invitation FOR SELECT TO naru_app USING (secret_hash = presented());
CREATE POLICY relay ON invitation TO naru_relay USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON invitation TO naru_app;
GRANT SELECT, DELETE ON invitation TO naru_relay;
