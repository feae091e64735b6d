-- Events of an organization are read in one order.
CREATE INDEX cluster_event_of_organization ON cluster_event (organization_id, id);
