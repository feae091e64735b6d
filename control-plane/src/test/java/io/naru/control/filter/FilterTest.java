package io.naru.control.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.http.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {
    private static final String JSON = """
            {"amount":12.5,"count":9223372036854775806,"note":null,"tags":["a",null,"b"],"who":{"name":"Kim"},"paid":true}""";

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("source", "web".getBytes(StandardCharsets.UTF_8));
        headers.add("empty", null);
        return new ConsumerRecord<>(
                "orders",
                3,
                128_734,
                1_767_225_600_000L,
                TimestampType.CREATE_TIME,
                1,
                1,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static ConsumerRecord<byte[], byte[]> record(String key, String value) {
        return record(key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            value.amount > 10                              | true
            value.amount == 12.5                           | true
            value.amount > 13                              | false
            value.count == 9223372036854775806             | true
            value.count == 9223372036854775807             | false
            value.note == null                             | true
            value.tags[1] == null                          | true
            value.tags.exists(t, t == 'b')                 | true
            has(value.missing)                             | false
            has(value.who) && value.who.name == 'Kim'      | true
            value.paid                                     | true
            key == 'order-17'                              | true
            keyText.startsWith('order')                    | true
            valueText.contains('Kim')                      | true
            headers.source == 'web'                        | true
            headers['empty'] == ''                         | true
            'nothing' in headers                           | false
            partition == 3 && offset >= 128734             | true
            timestamp >= timestamp('2026-01-01T00:00:00Z') | true
            timestamp < timestamp('2026-01-01T00:00:00Z')  | false
            timestamp.getFullYear() == 2026                | true
            size == 42                                     | true
            valueText.matches('Ki[mn]')                    | true
            value['amount'] >= 1 && value.amount < 20      | true
            """)
    void saysWhetherAMessageMatches(String expression, boolean expected) {
        FilterRun run = new FilterRun(Filter.of(expression));

        assertEquals(
                expected,
                run.matches(record("order-17", JSON), 42),
                () -> run.example().orElse(""));
        assertEquals(0, run.notEvaluated(), () -> run.example().orElse(""));
    }

    @Test
    void aMissingFieldIsNoMatchAndIsCounted() {
        FilterRun run = new FilterRun(Filter.of("value.total > 10"));

        assertFalse(run.matches(record("k", JSON), 1));
        assertFalse(run.matches(record("k", "plain text"), 1));

        assertEquals(2, run.notEvaluated());
        assertEquals("no such key 'total'", run.example().orElseThrow());
    }

    @Test
    void aResultThatIsNeitherTrueNorFalseIsCounted() {
        FilterRun run = new FilterRun(Filter.of("value.who"));

        assertFalse(run.matches(record("k", JSON), 1));

        assertEquals(1, run.notEvaluated());
    }

    @Test
    void aTombstoneIsNullAndBytesThatAreNoTextAreBytes() {
        assertTrue(new FilterRun(Filter.of("value == null && valueText == ''")).matches(record(new byte[0], null), 0));
        assertTrue(new FilterRun(Filter.of("value == b'\\xff\\xfe'"))
                .matches(record(new byte[0], new byte[] {(byte) 0xff, (byte) 0xfe}), 0));
        assertTrue(new FilterRun(Filter.of("value == '42'")).matches(record("k", "42"), 0));
        assertTrue(new FilterRun(Filter.of("value == '{broken'")).matches(record("k", "{broken"), 0));
    }

    @Test
    void aTypingErrorIsToldWithItsPlace() {
        var rejected = assertInstanceOf(Filter.Check.Rejected.class, Filter.check("partition == 1 &&\n  vaule.x == 1"));

        assertEquals(2, rejected.problems().getFirst().line());
        assertEquals(3, rejected.problems().getFirst().column());
        assertTrue(rejected.problems().getFirst().message().contains("'vaule'"), rejected.toString());
        assertThrows(Refusal.class, () -> Filter.of("partition + 1"));
        assertThrows(Refusal.class, () -> Filter.of(""));
        assertThrows(Refusal.class, () -> Filter.of("(".repeat(3_000)));
        assertThrows(Refusal.class, () -> Filter.of("true " + " ".repeat(Filter.LONGEST)));
    }

    @Test
    void anEndlessExpressionIsStopped() {
        String list = "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34]";
        FilterRun run =
                new FilterRun(Filter.of("%s.all(a, %s.all(b, %s.all(c, a + b + c > 0)))".formatted(list, list, list)));

        assertFalse(run.matches(record("k", JSON), 1));

        assertEquals(1, run.notEvaluated());
    }

    @Test
    void namesAndTheKeysConstantAreKnown() {
        assertEquals(
                Set.of("key", "value"), Filter.of("key == 'a' && value.x == 1").names());
        assertEquals(
                Optional.of("a"), Filter.of("value.x == 1 && ('a' == keyText)").keyConstant());
        assertEquals(Optional.empty(), Filter.of("key == 'a' || partition == 1").keyConstant());
        assertEquals(Optional.empty(), Filter.of("!(key == 'a')").keyConstant());
    }
}
