-- Filters that somebody has kept under a name. They go with the membership.
CREATE TABLE saved_filter (
    id              text PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization (id),
    account_id      text NOT NULL,
    name            text NOT NULL,
    filter          text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (account_id, organization_id) REFERENCES membership (account_id, organization_id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX saved_filter_name ON saved_filter (organization_id, account_id, name);
ALTER TABLE saved_filter ENABLE ROW LEVEL SECURITY;
ALTER TABLE saved_filter FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON saved_filter TO naru_app
    USING (organization_id = current_tenant()) WITH CHECK (organization_id = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON saved_filter TO naru_app;
