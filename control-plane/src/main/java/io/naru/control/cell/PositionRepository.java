package io.naru.control.cell;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;

@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "relay")
interface PositionRepository extends GenericRepository<PositionRepository.Position, String> {
    /// How far a topic has been read.
    ///
    /// @param lastVersion the highest version applied, where versions grow over the whole topic
    @MappedEntity("projection_position")
    record Position(@Id String topic, long nextOffset, long lastVersion) {}

    @Query("SELECT topic, next_offset, last_version FROM projection_position WHERE topic = :topic FOR UPDATE")
    Position lock(String topic);

    @Query("UPDATE projection_position SET next_offset = :nextOffset, last_version = :lastVersion WHERE topic = :topic")
    void move(String topic, long nextOffset, long lastVersion);
}
