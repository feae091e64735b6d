-- What a link in a mail is good for. Only the hash of its secret is known here. address: where it was sent to, which opening it proves.
-- No account: the address has none, and the row is there so that asking takes the same time.
CREATE TABLE mail_link (
    secret_hash text PRIMARY KEY,
    purpose     text NOT NULL CHECK (purpose IN ('RESET_PASSWORD', 'CONFIRM_ADDRESS')),
    account_id  text REFERENCES account (id),
    address     text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL
);
CREATE INDEX mail_link_person ON mail_link (account_id);
CREATE INDEX mail_link_expiry ON mail_link (expires_at);
ALTER TABLE mail_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_link FORCE ROW LEVEL SECURITY;
CREATE POLICY new_link ON mail_link FOR INSERT TO naru_app WITH CHECK (true);
CREATE POLICY presented_link ON mail_link FOR SELECT TO naru_app USING (secret_hash = presented() OR account_id = presented());
CREATE POLICY presented_end ON mail_link FOR DELETE TO naru_app USING (secret_hash = presented() OR account_id = presented());
CREATE POLICY relay ON mail_link TO naru_relay USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON mail_link TO naru_app;
GRANT SELECT, DELETE ON mail_link TO naru_relay;
