package io.naru.broker;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class LayeringTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.naru.broker");

    @Test
    void onlyNetworkAndProtocolKnowNetty() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.naru.broker.network..", "io.naru.broker.protocol..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(CLASSES);
    }

    @Test
    void theLogAndWhatLiesBelowKnowNoWireClass() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.naru.broker.disk..",
                        "io.naru.broker.environment..",
                        "io.naru.broker.record..",
                        "io.naru.broker.log..",
                        "io.naru.broker.partition..",
                        "io.naru.broker.controller..",
                        "io.naru.broker.relay..",
                        "io.naru.broker.systemtopic..",
                        "io.naru.broker.tenancy..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void theRoomsOfARecordDoNotKnowThoseItCameThrough() {
        noClasses()
                .that(resideInAnyPackage("io.naru.broker.disk..", "io.naru.broker.record..", "io.naru.broker.log.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.naru.broker.partition..",
                        "io.naru.broker.network..",
                        "io.naru.broker.dispatch..",
                        "io.naru.broker.produce..",
                        "io.naru.broker.fetch..",
                        "io.naru.broker.runtime.."))
                .check(CLASSES);
    }

    @Test
    void noRoomIsInACycle() {
        slices().matching("io.naru.broker.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void timeThreadsAndFilesComeFromOutside() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.naru.broker.environment..",
                        "io.naru.broker.disk..",
                        "io.naru.broker.network..",
                        "io.naru.broker.metrics..",
                        "io.naru.broker.runtime..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Files.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.Random.class)
                .check(CLASSES);
    }
}
