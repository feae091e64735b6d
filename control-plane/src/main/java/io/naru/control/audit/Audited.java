package io.naru.control.audit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A route that leaves a row, whether it is carried out or refused.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Audited {
    /// What is done, in dotted words: `api_key.create`.
    String value();
}
