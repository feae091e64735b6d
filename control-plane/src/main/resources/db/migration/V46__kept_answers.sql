-- Answers to requests that make something, for those who send one again. name: a hash of who and of what they call the request.
-- request: a hash of what it asks. attempt: who of several tries may write the answer. answer: sealed; with status null the request is
-- still under way.
CREATE TABLE kept_answer (
    organization_id uuid NOT NULL REFERENCES organization (id),
    name            text NOT NULL,
    request         bytea NOT NULL,
    attempt         text NOT NULL,
    status          int,
    answer          text NOT NULL DEFAULT '',
    created_at      timestamptz NOT NULL DEFAULT now(),
    expires_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, name)
);
CREATE INDEX kept_answer_age ON kept_answer (organization_id, created_at);
CREATE INDEX kept_answer_end ON kept_answer (expires_at);
ALTER TABLE kept_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON kept_answer TO naru_app
    USING (organization_id = current_tenant()) WITH CHECK (organization_id = current_tenant());
CREATE POLICY relay ON kept_answer TO naru_relay USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON kept_answer TO naru_app;
GRANT SELECT, DELETE ON kept_answer TO naru_relay;
