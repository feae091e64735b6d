package io.naru.control.filter;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelMutableAst;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableSelect;
import dev.cel.common.navigation.CelNavigableMutableAst;
import dev.cel.common.navigation.CelNavigableMutableExpr;
import java.util.List;

/// Makes `value['amount']` the same as `value.amount`. The checker gives an index of an untyped map the type of what it
/// is compared with, so that `value['amount'] >= 1` would fail on 12.5; a selection stays untyped.
final class FieldAccess {
    private FieldAccess() {}

    static CelAbstractSyntaxTree bySelection(CelAbstractSyntaxTree parsed) {
        CelMutableAst tree = CelMutableAst.fromCelAst(parsed);
        List<CelMutableExpr> nodes = CelNavigableMutableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .map(CelNavigableMutableExpr::expr)
                .filter(FieldAccess::isIndexByText)
                .toList();
        for (CelMutableExpr node : nodes) {
            List<CelMutableExpr> arguments = node.call().args();
            node.setSelect(CelMutableSelect.create(
                    arguments.get(0), arguments.get(1).constant().stringValue()));
        }
        return tree.toParsedAst();
    }

    private static boolean isIndexByText(CelMutableExpr node) {
        return node.getKind() == Kind.CALL
                && node.call().function().equals("_[_]")
                && node.call().args().get(1).getKind() == Kind.CONSTANT
                && node.call().args().get(1).constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }
}
