-- What the client calls itself that last used the key over Kafka's protocol.
ALTER TABLE api_key ADD COLUMN last_client_id text;
