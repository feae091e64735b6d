-- A person has one account and is a member of any number of organizations. What they may do there, and what service accounts
-- may, are role bindings and nothing else.
CREATE TABLE membership (
    organization_id uuid NOT NULL REFERENCES organization (id),
    account_id      text NOT NULL REFERENCES account (id),
    created_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, organization_id)
);
CREATE INDEX membership_list ON membership (organization_id, created_at, account_id);

-- No environment: the whole organization. An environment and no lkc: everything in it. crn_pattern is the scope as it was given.
CREATE TABLE role_binding (
    id              text PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization (id),
    principal       text NOT NULL,
    role_name       text NOT NULL,
    environment_id  text,
    lkc             text CHECK (lkc IS NULL OR environment_id IS NOT NULL),
    crn_pattern     text NOT NULL,
    created_by      text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX role_binding_once ON role_binding
    (organization_id, principal, role_name, coalesce(environment_id, ''), coalesce(lkc, ''));
CREATE INDEX role_binding_list ON role_binding (organization_id, created_at DESC, id DESC);
CREATE INDEX role_binding_scope ON role_binding (organization_id, environment_id, lkc);

-- The owner, too, is held by FORCE; it has to see the rows that are moved.
ALTER TABLE account NO FORCE ROW LEVEL SECURITY;
INSERT INTO membership (organization_id, account_id, created_at) SELECT organization_id, id, created_at FROM account;
INSERT INTO role_binding (id, organization_id, principal, role_name, crn_pattern, created_by)
    SELECT 'rb-' || substr(md5(id), 1, 10), organization_id, id, role, 'crn://naru/organization=' || organization_id, id FROM account;
DROP POLICY own_tenant ON account;
DROP POLICY presented_address ON account;
ALTER TABLE account
    DROP COLUMN organization_id,
    DROP COLUMN role,
    ADD COLUMN full_name text NOT NULL DEFAULT '',
    ADD COLUMN email_verified_at timestamptz,
    ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE account FORCE ROW LEVEL SECURITY;

ALTER TABLE organization
    ADD COLUMN second_factor_required boolean NOT NULL DEFAULT false,
    ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();

ALTER TABLE membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE membership FORCE ROW LEVEL SECURITY;
ALTER TABLE role_binding ENABLE ROW LEVEL SECURITY;
ALTER TABLE role_binding FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON membership TO naru_app
    USING (organization_id = current_tenant()) WITH CHECK (organization_id = current_tenant());
CREATE POLICY presented_person ON membership FOR SELECT TO naru_app USING (account_id = presented());
CREATE POLICY own_tenant ON role_binding TO naru_app
    USING (organization_id = current_tenant()) WITH CHECK (organization_id = current_tenant());
-- The roles of who presented a session's or a key's id.
CREATE POLICY presented_caller ON role_binding FOR SELECT TO naru_app USING (
    EXISTS (SELECT FROM session s WHERE s.id = presented() AND s.account_id = role_binding.principal
            AND s.organization_id = role_binding.organization_id)
    OR EXISTS (SELECT FROM api_key k WHERE k.id = presented() AND k.principal = role_binding.principal
               AND k.organization_id = role_binding.organization_id));

-- A tenant sees the accounts of its members. Anybody may make one; only who names it changes it.
CREATE POLICY own_tenant ON account FOR SELECT TO naru_app USING (
    EXISTS (SELECT FROM membership m WHERE m.account_id = account.id AND m.organization_id = current_tenant()));
CREATE POLICY presented_person ON account FOR SELECT TO naru_app USING (email = presented() OR id = presented());
CREATE POLICY new_person ON account FOR INSERT TO naru_app WITH CHECK (true);
CREATE POLICY own_change ON account FOR UPDATE TO naru_app USING (
    id = presented()
    OR EXISTS (SELECT FROM membership m WHERE m.account_id = account.id AND m.organization_id = current_tenant()));
CREATE POLICY presented_person ON organization FOR SELECT TO naru_app USING (
    EXISTS (SELECT FROM membership m WHERE m.organization_id = organization.id AND m.account_id = presented()));
-- The environment of a cluster key's cluster, which its rights are at.
CREATE POLICY presented_key ON cluster FOR SELECT TO naru_app USING (
    EXISTS (SELECT FROM api_key k WHERE k.id = presented() AND k.lkc = cluster.id));

GRANT SELECT, INSERT, DELETE ON membership TO naru_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON role_binding TO naru_app;
GRANT UPDATE ON organization TO naru_app;

-- A person's key did by default what the person could; from now on that is what the owner's bindings say. A key with a role of its
-- own has a role record under its id; a service account has one by its bindings, of which there are none yet.
ALTER TABLE api_key NO FORCE ROW LEVEL SECURITY;
ALTER TABLE cluster NO FORCE ROW LEVEL SECURITY;
ALTER TABLE cluster_role NO FORCE ROW LEVEL SECURITY;
ALTER TABLE outbox NO FORCE ROW LEVEL SECURITY;
UPDATE api_key SET role = NULL WHERE principal LIKE 'u-%' AND lkc IS NULL;
UPDATE cluster_role SET role = NULL, version = version + 1 WHERE principal LIKE 'sa-%' AND role IS NOT NULL;
INSERT INTO cluster_role (lkc, principal, organization_id, role, version)
    SELECT c.id, k.id, k.organization_id, CASE k.role WHEN 'OrganizationAdmin' THEN 'ClusterAdmin' ELSE k.role END, 1
    FROM api_key k JOIN cluster c ON c.organization_id = k.organization_id AND (k.lkc = c.id OR k.lkc IS NULL)
    WHERE k.role IS NOT NULL AND k.status = 'ACTIVE' AND c.status = 'ACTIVE';
INSERT INTO outbox (kind, id, version, organization_id, state)
    SELECT 'role', lkc || '/' || principal, version, organization_id,
           jsonb_build_object('lkc', lkc, 'principal', principal, 'role', role)
    FROM cluster_role WHERE principal NOT LIKE 'u-%' AND version > 0
    ON CONFLICT DO NOTHING;
ALTER TABLE api_key FORCE ROW LEVEL SECURITY;
ALTER TABLE cluster FORCE ROW LEVEL SECURITY;
ALTER TABLE cluster_role FORCE ROW LEVEL SECURITY;
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
