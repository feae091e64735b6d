package io.naru.control;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.URLConnection;
import org.junit.jupiter.api.Test;

class LayeringTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.naru.control");

    @Test
    void roomsDependOnEachOtherWithoutCycles() {
        slices().matching("io.naru.control.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyRepositoriesKnowSql() {
        noClasses()
                .that()
                .haveNameNotMatching(".*Repository.*")
                .and()
                .resideOutsideOfPackage("io.naru.control.database..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "io.micronaut.data.annotation.query..")
                .check(CLASSES);
        noClasses()
                .that()
                .haveNameNotMatching(".*Repository.*")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.micronaut.data.annotation.Query")
                .check(CLASSES);
    }

    /// So an address that a caller gives is fetched by nobody but the room that bounds it.
    @Test
    void nothingCallsOtherServersOverHttpButTheRoomOfIdentityProviders() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.naru.control.identityprovider..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "io.micronaut.http.client..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(URLConnection.class)
                .check(CLASSES);
    }

    @Test
    void controllersDoNotSeeRepositories() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Repository")
                .check(CLASSES);
    }

    @Test
    void kafkasClientsStayInTheRoomsThatAskTheCell() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.naru.control.access..",
                        "io.naru.control.http..",
                        "io.naru.control.login..",
                        "io.naru.control.signup..",
                        "io.naru.control.organization..",
                        "io.naru.control.environment..",
                        "io.naru.control.cluster..",
                        "io.naru.control.clusterrole..",
                        "io.naru.control.serviceaccount..",
                        "io.naru.control.apikey..",
                        "io.naru.control.usage..",
                        "io.naru.control.console..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void theRoomsBelowKnowNoFeature() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.naru.control.access..", "io.naru.control.database..", "io.naru.control.background..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.naru.control.cluster..",
                        "io.naru.control.apikey..",
                        "io.naru.control.topic..",
                        "io.naru.control.outbox..")
                .check(CLASSES);
    }
}
