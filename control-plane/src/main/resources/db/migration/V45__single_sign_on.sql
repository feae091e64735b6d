-- An organization's own identity provider (OpenID Connect). client_secret: encrypted by the installation's key. required: members log in
-- with no password, but for password_member.
CREATE TABLE single_sign_on (
    organization_id uuid PRIMARY KEY REFERENCES organization (id),
    issuer          text NOT NULL,
    client_id       text NOT NULL,
    client_secret   text NOT NULL,
    required        boolean NOT NULL,
    default_role    text,
    password_member text NOT NULL,
    updated_at      timestamptz NOT NULL DEFAULT now()
);
-- Domains whose addresses are let in once they are proven. Any organization may name a domain; one can have it proven.
CREATE TABLE single_sign_on_domain (
    organization_id uuid NOT NULL REFERENCES single_sign_on (organization_id) ON DELETE CASCADE,
    name            text NOT NULL,
    proof           text NOT NULL,
    proven_at       timestamptz,
    PRIMARY KEY (organization_id, name)
);
CREATE UNIQUE INDEX single_sign_on_domain_once ON single_sign_on_domain (name) WHERE proven_at IS NOT NULL;
-- Whom a provider's subject is, within one organization. Ends with the membership.
CREATE TABLE single_sign_on_identity (
    organization_id uuid NOT NULL,
    issuer          text NOT NULL,
    subject         text NOT NULL,
    account_id      text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, issuer, subject),
    UNIQUE (organization_id, issuer, account_id),
    FOREIGN KEY (account_id, organization_id) REFERENCES membership (account_id, organization_id) ON DELETE CASCADE
);
-- Somebody on the way to a provider. challenge: of the PKCE verifier that only their browser has.
CREATE TABLE sign_on_attempt (
    state           text PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization (id),
    nonce           text NOT NULL,
    challenge       text NOT NULL,
    return_to       text NOT NULL,
    expires_at      timestamptz NOT NULL
);
CREATE INDEX sign_on_attempt_expiry ON sign_on_attempt (expires_at);
-- Begun by the organization's provider: reaches this organization only.
ALTER TABLE session ADD COLUMN signed_on boolean NOT NULL DEFAULT false;

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['single_sign_on', 'single_sign_on_domain', 'single_sign_on_identity', 'sign_on_attempt'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY own_tenant ON %I TO naru_app USING (organization_id = current_tenant()) WITH CHECK (organization_id = current_tenant())', t);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO naru_app', t);
    END LOOP;
END
$$;
CREATE POLICY presented_domain ON single_sign_on_domain FOR SELECT TO naru_app USING (name = presented() AND proven_at IS NOT NULL);
CREATE POLICY presented_state ON sign_on_attempt FOR SELECT TO naru_app USING (state = presented());
CREATE POLICY presented_end ON sign_on_attempt FOR DELETE TO naru_app USING (state = presented());
CREATE POLICY relay ON sign_on_attempt TO naru_relay USING (true) WITH CHECK (true);
GRANT SELECT, DELETE ON sign_on_attempt TO naru_relay;
