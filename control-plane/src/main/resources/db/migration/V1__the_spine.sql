-- Two roles besides the owner who migrates: naru_app serves requests and sees one tenant at a time, naru_relay carries changes to the
-- cell and what the cell says back into the tables. Neither may bypass row-level security.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'naru_app') THEN
        CREATE ROLE naru_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'naru_relay') THEN
        CREATE ROLE naru_relay NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
    EXECUTE format('GRANT naru_app, naru_relay TO %I', current_user);
END
$$;

-- The tenant of this transaction, or null: then a tenant's tables show no row.
CREATE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE AS
    $$ SELECT nullif(current_setting('naru.tenant', true), '')::uuid $$;
-- What a caller presented to be recognised by (an address, a key id, a session id): shows exactly the row it names.
CREATE FUNCTION presented() RETURNS text LANGUAGE sql STABLE AS
    $$ SELECT nullif(current_setting('naru.presented', true), '') $$;

CREATE TABLE organization (
    id           uuid PRIMARY KEY,
    display_name text NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE account (
    id              text PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization (id),
    email           text NOT NULL UNIQUE,
    password_hash   text NOT NULL,
    role            text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE session (
    id              text PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization (id),
    account_id      text NOT NULL REFERENCES account (id),
    created_at      timestamptz NOT NULL DEFAULT now(),
    expires_at      timestamptz NOT NULL
);
CREATE INDEX session_expiry ON session (expires_at);

CREATE TABLE environment (
    id              text PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization (id),
    display_name    text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    UNIQUE (organization_id, display_name)
);

CREATE TABLE service_account (
    id              text PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization (id),
    display_name    text NOT NULL,
    description     text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    UNIQUE (organization_id, display_name)
);

-- CREATING until the cell has acknowledged it; ABANDONED when it did not in time; DELETING until it is purged, then DELETED.
CREATE TABLE cluster (
    id                  text PRIMARY KEY,
    organization_id     uuid NOT NULL REFERENCES organization (id),
    environment_id      text NOT NULL,
    display_name        text NOT NULL,
    availability        text NOT NULL,
    cloud               text NOT NULL,
    region              text NOT NULL,
    config_kind         text NOT NULL,
    deletion_protection boolean,
    status              text NOT NULL CHECK (status IN ('CREATING', 'ACTIVE', 'ABANDONED', 'DELETING', 'DELETED')),
    version             bigint NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL DEFAULT now(),
    updated_at          timestamptz NOT NULL DEFAULT now(),
    deleting_since      timestamptz
);
CREATE UNIQUE INDEX cluster_name ON cluster (organization_id, environment_id, display_name) WHERE status IN ('CREATING', 'ACTIVE');
CREATE INDEX cluster_creating ON cluster (created_at) WHERE status = 'CREATING';

-- lkc is null for a Cloud key. passed_version: the version that every broker has applied.
CREATE TABLE api_key (
    id                  text PRIMARY KEY,
    organization_id     uuid NOT NULL REFERENCES organization (id),
    lkc                 text REFERENCES cluster (id),
    principal           text NOT NULL,
    role                text,
    display_name        text NOT NULL,
    description         text NOT NULL,
    salt                bytea NOT NULL,
    hash                bytea NOT NULL,
    status              text NOT NULL CHECK (status IN ('CREATING', 'ACTIVE', 'REVOKED', 'ABANDONED')),
    version             bigint NOT NULL DEFAULT 1,
    passed_version      bigint NOT NULL DEFAULT 0,
    created_at          timestamptz NOT NULL DEFAULT now(),
    updated_at          timestamptz NOT NULL DEFAULT now(),
    expires_at          timestamptz,
    revoked_at          timestamptz,
    last_used_at        timestamptz,
    last_address        text,
    refused             bigint NOT NULL DEFAULT 0,
    last_refused_at     timestamptz,
    last_refused_reason text
);
CREATE INDEX api_key_list ON api_key (organization_id, created_at DESC, id DESC);
CREATE INDEX api_key_owner ON api_key (organization_id, principal);
CREATE INDEX api_key_creating ON api_key (created_at) WHERE status = 'CREATING';

-- What a principal may do in a cluster when it comes with a token: the greatest of its keys' roles, and its organization role's.
CREATE TABLE cluster_role (
    lkc             text NOT NULL REFERENCES cluster (id),
    principal       text NOT NULL,
    organization_id uuid NOT NULL REFERENCES organization (id),
    role            text,
    version         bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (lkc, principal)
);

-- What is to be said to the cell. The newest row of a resource stays, published or not; older published ones are pruned.
CREATE TABLE outbox (
    kind            text NOT NULL,
    id              text NOT NULL,
    version         bigint NOT NULL,
    organization_id uuid,
    state           jsonb,
    published       boolean NOT NULL DEFAULT false,
    claimed_epoch   bigint,
    created_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, id, version)
);
CREATE INDEX outbox_unpublished ON outbox (created_at) WHERE NOT published;

CREATE TABLE relay_lease (
    id         int PRIMARY KEY CHECK (id = 1),
    holder     uuid NOT NULL,
    epoch      bigint NOT NULL,
    expires_at timestamptz NOT NULL
);
INSERT INTO relay_lease VALUES (1, '00000000-0000-0000-0000-000000000000', 0, '-infinity');

-- How far a system topic has been read into these tables; moves in the transaction that writes them.
CREATE TABLE projection_position (
    topic        text PRIMARY KEY,
    next_offset  bigint NOT NULL DEFAULT 0,
    last_version bigint NOT NULL DEFAULT -1
);
INSERT INTO projection_position (topic) VALUES ('__naru_events'), ('__naru_metrics');

CREATE TABLE topic_projection (
    topic_id           text PRIMARY KEY,
    lkc                text NOT NULL,
    organization_id    uuid NOT NULL,
    name               text NOT NULL,
    partitions         int NOT NULL,
    replication_factor int NOT NULL,
    configs            jsonb NOT NULL,
    principal          text,
    version            bigint NOT NULL,
    created_at         timestamptz NOT NULL,
    deleted_at         timestamptz
);
CREATE INDEX topic_projection_cluster ON topic_projection (lkc, name);

-- Counters of a broker as last heard; the difference to the next is what happened between.
CREATE TABLE usage_counter (
    broker       text NOT NULL,
    lkc          text NOT NULL,
    topic        text NOT NULL,
    incarnation  text NOT NULL,
    bytes_in     bigint NOT NULL,
    bytes_out    bigint NOT NULL,
    messages_in  bigint NOT NULL,
    messages_out bigint NOT NULL,
    requests     bigint NOT NULL,
    PRIMARY KEY (broker, lkc, topic)
);
-- topic is '' for the whole cluster. Five-second slices for a day, five-minute slices for a month.
CREATE TABLE usage_slice (
    width_seconds int NOT NULL,
    lkc           text NOT NULL,
    topic         text NOT NULL,
    at            timestamptz NOT NULL,
    organization_id uuid NOT NULL,
    bytes_in      bigint NOT NULL,
    bytes_out     bigint NOT NULL,
    messages_in   bigint NOT NULL,
    messages_out  bigint NOT NULL,
    requests      bigint NOT NULL,
    connections   bigint NOT NULL,
    storage_bytes bigint NOT NULL,
    PRIMARY KEY (width_seconds, lkc, topic, at)
);
CREATE INDEX usage_slice_age ON usage_slice (width_seconds, at);

-- Lost after a crash of Postgres, which only forgives.
CREATE UNLOGGED TABLE rate_window (
    bucket     text PRIMARY KEY,
    started_at timestamptz NOT NULL,
    used       int NOT NULL
);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['account', 'session', 'environment', 'service_account', 'cluster', 'api_key', 'cluster_role', 'outbox',
                             'topic_projection', 'usage_slice'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY own_tenant ON %I TO naru_app USING (organization_id = current_tenant()) WITH CHECK (organization_id = current_tenant())', t);
    END LOOP;
END
$$;
ALTER TABLE organization ENABLE ROW LEVEL SECURITY;
ALTER TABLE organization FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON organization TO naru_app USING (id = current_tenant()) WITH CHECK (id = current_tenant());

CREATE POLICY presented_address ON account FOR SELECT TO naru_app USING (email = presented());
CREATE POLICY presented_session ON session FOR SELECT TO naru_app USING (id = presented());
CREATE POLICY presented_key ON api_key FOR SELECT TO naru_app USING (id = presented());

CREATE POLICY relay ON outbox TO naru_relay USING (true) WITH CHECK (true);
CREATE POLICY relay ON cluster TO naru_relay USING (true) WITH CHECK (true);
CREATE POLICY relay ON api_key TO naru_relay USING (true) WITH CHECK (true);
CREATE POLICY relay ON cluster_role TO naru_relay USING (true) WITH CHECK (true);
CREATE POLICY relay ON topic_projection TO naru_relay USING (true) WITH CHECK (true);
CREATE POLICY relay ON usage_slice TO naru_relay USING (true) WITH CHECK (true);
CREATE POLICY relay ON session TO naru_relay USING (true) WITH CHECK (true);

GRANT SELECT, INSERT ON organization TO naru_app;
GRANT SELECT, INSERT, UPDATE ON account, cluster, api_key, cluster_role TO naru_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON session, environment, service_account TO naru_app;
GRANT SELECT, INSERT, DELETE ON outbox TO naru_app;
GRANT SELECT ON topic_projection, usage_slice TO naru_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON rate_window TO naru_app, naru_relay;

GRANT SELECT, INSERT, UPDATE, DELETE ON outbox, topic_projection, usage_counter, usage_slice, cluster_role TO naru_relay;
GRANT SELECT, UPDATE ON relay_lease, projection_position, cluster, api_key TO naru_relay;
GRANT SELECT, DELETE ON session TO naru_relay;
