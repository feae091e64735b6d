-- Who did what. Rows of changes are only ever added; a row of refusals counts those of its minute that are alike.
CREATE TABLE audit_log (
    id              text PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization (id),
    at              timestamptz NOT NULL,
    actor_id        text NOT NULL,
    actor_name      text,
    -- SESSION, CLOUD_KEY, CLUSTER_KEY or NONE, and the session's or the key's id.
    credential_kind text NOT NULL,
    credential      text,
    address         text,
    action          text NOT NULL,
    resource        text,
    resource_name   text,
    -- The cluster it is, or is in.
    lkc             text,
    outcome         text NOT NULL CHECK (outcome IN ('DONE', 'REFUSED')),
    -- An error's code, and its sentence.
    code            text,
    reason          text,
    times           bigint NOT NULL DEFAULT 1,
    minute          timestamptz CHECK ((minute IS NULL) = (outcome = 'DONE')),
    before          jsonb,
    after           jsonb,
    request_id      text,
    -- What a search looks into, in small letters.
    words           text NOT NULL
);
CREATE INDEX audit_log_newest ON audit_log (organization_id, at DESC, id DESC);
CREATE INDEX audit_log_actor ON audit_log (organization_id, actor_id, at DESC, id DESC);
CREATE INDEX audit_log_actor_name ON audit_log (organization_id, actor_name, at DESC, id DESC) WHERE actor_name IS NOT NULL;
CREATE INDEX audit_log_resource ON audit_log (organization_id, resource, at DESC, id DESC) WHERE resource IS NOT NULL;
CREATE INDEX audit_log_cluster ON audit_log (organization_id, lkc, at DESC, id DESC) WHERE lkc IS NOT NULL;
CREATE INDEX audit_log_age ON audit_log USING brin (at);
CREATE UNIQUE INDEX audit_log_refusals ON audit_log
    (organization_id, minute, actor_id, credential_kind, coalesce(credential, ''), coalesce(address, ''), action,
     coalesce(resource, ''), code)
    WHERE minute IS NOT NULL;

ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_log FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON audit_log TO naru_app USING (organization_id = current_tenant()) WITH CHECK (organization_id = current_tenant());
CREATE POLICY relay ON audit_log TO naru_relay USING (true);
GRANT SELECT, INSERT ON audit_log TO naru_app;
GRANT UPDATE (times) ON audit_log TO naru_app;
GRANT SELECT, DELETE ON audit_log TO naru_relay;
