package io.naru.control.filter;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.naru.control.http.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A checked expression. Immutable and safe for any thread.
public final class Filter {
    public static final int LONGEST = 4_000;

    private static final int MOST_STEPS = 1_000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(LONGEST)
            .maxParseRecursionDepth(100)
            .comprehensionMaxIterations(MOST_STEPS)
            // Else `value.amount > 10` fails on 12.5.
            .enableHeterogeneousNumericComparisons(true)
            .build();

    /// What an expression may name.
    static final Map<String, CelType> NAMES = Map.of(
            "key", SimpleType.DYN,
            "value", SimpleType.DYN,
            "keyText", SimpleType.STRING,
            "valueText", SimpleType.STRING,
            "headers", MapType.create(SimpleType.STRING, SimpleType.STRING),
            "partition", SimpleType.INT,
            "offset", SimpleType.INT,
            "timestamp", SimpleType.TIMESTAMP,
            "size", SimpleType.INT);

    private static final CelCompiler COMPILER = compiler();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

    private static CelCompiler compiler() {
        var builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setResultType(SimpleType.BOOL);
        NAMES.forEach(builder::addVar);
        return builder.build();
    }

    /// Something wrong with an expression.
    ///
    /// @param line from 1
    /// @param column from 1
    public record Problem(int line, int column, String message) {}

    /// What a check found: a filter, or why there is none.
    public sealed interface Check {
        record Accepted(Filter filter) implements Check {}

        record Rejected(List<Problem> problems) implements Check {}
    }

    private final CelRuntime.Program program;
    private final FilterNames names;

    private Filter(CelRuntime.Program program, FilterNames names) {
        this.program = program;
        this.names = names;
    }

    public static Check check(String expression) {
        if (expression.codePointCount(0, expression.length()) > LONGEST) {
            return new Check.Rejected(List.of(
                    new Problem(1, 1, "the filter has more than " + LONGEST + " characters, the most allowed")));
        }
        CelValidationResult result = COMPILER.compile(expression);
        if (result.hasError()) {
            return new Check.Rejected(
                    result.getErrors().stream().limit(10).map(Filter::problem).toList());
        }
        try {
            CelAbstractSyntaxTree tree = COMPILER.check(
                            FieldAccess.bySelection(COMPILER.parse(expression).getAst()))
                    .getAst();
            return new Check.Accepted(new Filter(RUNTIME.createProgram(tree), FilterNames.of(tree.getExpr())));
        } catch (CelValidationException | CelEvaluationException e) {
            return new Check.Rejected(List.of(new Problem(1, 1, Explanation.of(e))));
        }
    }

    /// A filter out of a request's query.
    ///
    /// @throws Refusal naming the parameter `filter`, with the first problem's line and column
    public static Filter of(String expression) {
        return of(expression, detail -> Refusal.parameter("filter", detail));
    }

    /// A filter out of a request.
    ///
    /// @param refusal what is thrown, of the sentence with the first problem's line and column
    public static Filter of(String expression, Function<String, Refusal> refusal) {
        return switch (check(expression)) {
            case Check.Accepted accepted -> accepted.filter();
            case Check.Rejected rejected -> {
                Problem first = rejected.problems().getFirst();
                throw refusal.apply(
                        "filter, line " + first.line() + ", column " + first.column() + ": " + first.message() + ".");
            }
        };
    }

    private static Problem problem(CelIssue issue) {
        int line = Math.max(1, issue.getSourceLocation().getLine());
        int column = Math.max(0, issue.getSourceLocation().getColumn()) + 1;
        return new Problem(line, column, Explanation.shortened(issue.getMessage()));
    }

    CelRuntime.Program program() {
        return program;
    }

    /// The names of [#NAMES] that the expression uses.
    public Set<String> names() {
        return names.used();
    }

    /// The text that a message's key must equal for the expression to hold, where it says so.
    public Optional<String> keyConstant() {
        return names.keyConstant();
    }
}
