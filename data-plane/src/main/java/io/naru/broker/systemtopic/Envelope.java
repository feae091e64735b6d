package io.naru.broker.systemtopic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// What every value in a system topic looks like: `{"v":1,"kind","id","version","relay_epoch","state"}`. Additive only:
/// members and kinds a reader does not know are left alone.
///
/// @param format the member `v`
/// @param version grows within one kind and id
/// @param relayEpoch the number of the relay's lease; 0 where there is none
public record Envelope(long format, String kind, String id, long version, long relayEpoch, JsonObject state) {
    public static final int FORMAT = 1;

    private static final JsonFactory FACTORY = new JsonFactory();

    public static Envelope parse(byte[] value) throws MalformedJson {
        JsonObject json = JsonObject.parse(value);
        return new Envelope(
                json.number("v"),
                json.string("kind"),
                json.string("id"),
                json.number("version"),
                json.number("relay_epoch", 0),
                json.object("state"));
    }

    /// Writes an envelope of the cell's own, which has no relay.
    public static byte[] write(String kind, String id, long version, StateWriter state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("v", FORMAT);
            json.writeStringField("kind", kind);
            json.writeStringField("id", id);
            json.writeNumberField("version", version);
            json.writeObjectFieldStart("state");
            state.writeMembers(json);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    @FunctionalInterface
    public interface StateWriter {
        /// Writes the members of `state`; the object itself is opened and closed around the call.
        void writeMembers(JsonGenerator json) throws IOException;
    }
}
