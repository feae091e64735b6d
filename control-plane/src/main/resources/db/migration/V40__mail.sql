-- Mails on their way; in local mode, mails that are shown instead. Of no organization, because people are of none. Requests put
-- mails in and cannot read what they say; the sender can, and takes it out once a mail has ended. NOBODY: for an address without
-- an account, so that asking takes the same time.
CREATE TABLE mail (
    id              text PRIMARY KEY,
    recipient       text NOT NULL,
    language        text NOT NULL,
    subject         text,
    body            text,
    action          text,
    link            text,
    state           text NOT NULL CHECK (state IN ('WAITING', 'SENT', 'FAILED', 'KEPT', 'NOBODY')),
    attempts        int NOT NULL DEFAULT 0,
    reason          text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    CHECK (state NOT IN ('SENT', 'FAILED') OR (body IS NULL AND link IS NULL))
);
CREATE INDEX mail_waiting ON mail (next_attempt_at) WHERE state = 'WAITING';
CREATE INDEX mail_kept ON mail (created_at) WHERE state = 'KEPT';
GRANT INSERT, SELECT (id, state) ON mail TO naru_app;
GRANT SELECT, UPDATE, DELETE ON mail TO naru_relay;

-- What mails to this person are written in.
ALTER TABLE account ADD COLUMN language text NOT NULL DEFAULT 'en';
