-- A person's authenticator. secret: encrypted by the installation's key. last_step: the newest step of 30 seconds whose code was taken, so
-- that none is taken twice. Not confirmed: begun, but not asked for yet.
CREATE TABLE second_factor (
    account_id   text PRIMARY KEY REFERENCES account (id),
    secret       text NOT NULL,
    last_step    bigint NOT NULL DEFAULT 0,
    begun_at     timestamptz NOT NULL DEFAULT now(),
    confirmed_at timestamptz
);
-- Each opens the account once in place of the authenticator; only its hash is known here.
CREATE TABLE recovery_code (
    account_id text NOT NULL REFERENCES account (id),
    code_hash  text NOT NULL,
    PRIMARY KEY (account_id, code_hash)
);
-- Told to the organizations that a person is in; whether a session lacks what its organization requires.
ALTER TABLE account ADD COLUMN second_factor_at timestamptz;
ALTER TABLE session ADD COLUMN factor_missing boolean NOT NULL DEFAULT false;

ALTER TABLE second_factor ENABLE ROW LEVEL SECURITY;
ALTER TABLE second_factor FORCE ROW LEVEL SECURITY;
ALTER TABLE recovery_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE recovery_code FORCE ROW LEVEL SECURITY;
CREATE POLICY presented_person ON second_factor TO naru_app USING (account_id = presented()) WITH CHECK (account_id = presented());
CREATE POLICY presented_person ON recovery_code TO naru_app USING (account_id = presented()) WITH CHECK (account_id = presented());
GRANT SELECT, INSERT, UPDATE, DELETE ON second_factor TO naru_app;
GRANT SELECT, INSERT, DELETE ON recovery_code TO naru_app;
