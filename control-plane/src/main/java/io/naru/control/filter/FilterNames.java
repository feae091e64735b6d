package io.naru.control.filter;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What can be said of an expression without evaluating it.
///
/// @param keyConstant what `key` or `keyText` must equal; empty where the expression can hold for other keys
record FilterNames(Set<String> used, Optional<String> keyConstant) {
    static FilterNames of(CelExpr expression) {
        Set<String> used = new TreeSet<>();
        collect(expression, used);
        return new FilterNames(Set.copyOf(used), keyConstant(expression));
    }

    private static void collect(CelExpr expression, Set<String> used) {
        switch (expression.getKind()) {
            case IDENT -> {
                if (Filter.NAMES.containsKey(expression.ident().name())) {
                    used.add(expression.ident().name());
                }
            }
            case SELECT -> collect(expression.select().operand(), used);
            case CALL -> {
                expression.call().target().ifPresent(target -> collect(target, used));
                expression.call().args().forEach(argument -> collect(argument, used));
            }
            case LIST -> expression.list().elements().forEach(element -> collect(element, used));
            case MAP ->
                expression.map().entries().forEach(entry -> {
                    collect(entry.key(), used);
                    collect(entry.value(), used);
                });
            case COMPREHENSION -> {
                // A variable of the comprehension may hide a name; then the name counts as used, which only decodes
                // more.
                collect(expression.comprehension().iterRange(), used);
                collect(expression.comprehension().accuInit(), used);
                collect(expression.comprehension().loopCondition(), used);
                collect(expression.comprehension().loopStep(), used);
                collect(expression.comprehension().result(), used);
            }
            case STRUCT -> expression.struct().entries().forEach(entry -> collect(entry.value(), used));
            case CONSTANT, NOT_SET -> {}
        }
    }

    /// Looks through `&&` only: below `||` or `!` an equality need not hold.
    private static Optional<String> keyConstant(CelExpr expression) {
        if (expression.getKind() != Kind.CALL) {
            return Optional.empty();
        }
        List<CelExpr> arguments = expression.call().args();
        return switch (expression.call().function()) {
            case "_&&_" ->
                arguments.stream().flatMap(part -> keyConstant(part).stream()).findFirst();
            case "_==_" ->
                equality(arguments.get(0), arguments.get(1)).or(() -> equality(arguments.get(1), arguments.get(0)));
            default -> Optional.empty();
        };
    }

    private static Optional<String> equality(CelExpr name, CelExpr constant) {
        boolean isKey = name.getKind() == Kind.IDENT
                && (name.ident().name().equals("key") || name.ident().name().equals("keyText"));
        boolean isText =
                constant.getKind() == Kind.CONSTANT && constant.constant().getKind() == CelConstant.Kind.STRING_VALUE;
        return isKey && isText ? Optional.of(constant.constant().stringValue()) : Optional.empty();
    }
}
