package io.naru.e2e.system;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives stories the one Naru that they share; it is started with the first and stopped after the last.
public final class WholeSystem implements ParameterResolver {
    private record Shared(RunningNaru naru) implements AutoCloseable {
        @Override
        public void close() {
            naru.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext story) {
        return parameter.getParameter().getType().equals(RunningNaru.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext story) {
        return story.getRoot()
                .getStore(ExtensionContext.Namespace.create(WholeSystem.class))
                .getOrComputeIfAbsent(RunningNaru.class, _ -> new Shared(RunningNaru.start()), Shared.class)
                .naru();
    }
}
