package io.naru.control.local;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.naru.control.access.Caller;
import io.naru.control.access.Reach;
import io.naru.control.access.Role;
import io.naru.control.access.Tenant;
import io.naru.control.apikey.ApiKeys;
import io.naru.control.background.BackgroundThread;
import io.naru.control.background.StartWork;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.cluster.Cluster;
import io.naru.control.cluster.Clusters;
import io.naru.control.environment.Environments;
import io.naru.control.http.Ids;
import io.naru.control.http.Paging;
import io.naru.control.http.PublicUrls;
import io.naru.control.http.Refusal;
import io.naru.control.login.KeyAuthenticator;
import io.naru.control.login.Passwords;
import io.naru.control.organization.Account;
import io.naru.control.organization.Organizations;
import io.naru.control.serviceaccount.ServiceAccount;
import io.naru.control.serviceaccount.ServiceAccounts;
import io.naru.control.signup.SignUps;
import io.naru.control.topic.Topics;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes what a laptop needs for the first message, step by step; every step looks first whether it is
/// already done. Tries again until the cell answers; until then the process is not ready.
@Context
@Requires(property = LocalFiles.DIRECTORY)
class LocalSetup implements StartWork {
    private static final Logger LOG = LoggerFactory.getLogger(LocalSetup.class);
    private static final String EMAIL = "local@naru.example";
    private static final String NAME = "local";
    private static final String TOPIC = "hello";
    private static final int PARTITIONS = 3;
    private static final int PASSWORD_LENGTH = 20;
    private static final Paging MANY = new Paging(1_000, null);
    private static final Reach EVERYTHING = new Reach(true, List.of(""), List.of(""));
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final LocalFiles files;
    private final Organizations organizations;
    private final SignUps signUps;
    private final Passwords passwords;
    private final Environments environments;
    private final Clusters clusters;
    private final ServiceAccounts serviceAccounts;
    private final ApiKeys keys;
    private final KeyAuthenticator authenticator;
    private final Topics topics;
    private final PublicUrls urls;
    private @Nullable BackgroundThread thread;
    private volatile boolean done;

    LocalSetup(
            LocalFiles files,
            Organizations organizations,
            SignUps signUps,
            Passwords passwords,
            Environments environments,
            Clusters clusters,
            ServiceAccounts serviceAccounts,
            ApiKeys keys,
            KeyAuthenticator authenticator,
            Topics topics,
            PublicUrls urls) {
        this.files = files;
        this.organizations = organizations;
        this.signUps = signUps;
        this.passwords = passwords;
        this.environments = environments;
        this.clusters = clusters;
        this.serviceAccounts = serviceAccounts;
        this.keys = keys;
        this.authenticator = authenticator;
        this.topics = topics;
        this.urls = urls;
    }

    @PostConstruct
    void start() {
        thread = BackgroundThread.start("local-setup", this::step);
    }

    @PreDestroy
    void stop() {
        if (thread != null) {
            thread.close();
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isDone() {
        return done;
    }

    private void step() throws InterruptedException, IOException {
        if (done) {
            Thread.sleep(Duration.ofHours(1));
            return;
        }
        try {
            setUp();
            done = true;
            LOG.info("the local cluster is ready");
        } catch (Refusal refusal) {
            LOG.debug("not yet: {}", refusal.detail());
            Thread.sleep(PAUSE);
        }
    }

    private void setUp() throws IOException {
        Account account = account();
        Tenant tenant = organizations.homeOf(account.id()).orElseThrow();
        Cluster cluster = cluster(tenant);
        Identity identity = new Identity(cluster.id(), account.id());
        if (!topics.exists(identity, TOPIC)) {
            topics.create(identity, new Topics.Wanted(TOPIC, PARTITIONS, OptionalInt.empty(), Map.of()));
        }
        if (!worksFor(cluster, files.key())) {
            ApiKeys.Made made = keys.create(
                    tenant,
                    new ApiKeys.Wanted(
                            cluster.id(),
                            serviceAccount(tenant).id(),
                            Role.CLUSTER_ADMIN,
                            NAME,
                            "Made for local.properties and librdkafka.properties",
                            null));
            files.write(new LocalFiles.Key(made.key().id(), made.secret()));
        } else {
            files.write(files.key().orElseThrow());
        }
    }

    /// The account of `login.json`; made, or given the password that is written there, when the two do
    /// not fit.
    private Account account() throws IOException {
        LocalFiles.Login login =
                files.login().orElseGet(() -> new LocalFiles.Login(EMAIL, Ids.capitals(PASSWORD_LENGTH)));
        Optional<Account> found = organizations.accountOf(login.email());
        if (found.isEmpty()) {
            signUps.setUp(login.email(), login.password(), NAME);
        } else if (!passwords.matches(login.password(), found.map(Account::passwordHash))) {
            String person = found.get().id();
            organizations.changePassword(
                    organizations.homeOf(person).orElseThrow(), person, passwords.hash(login.password()));
        }
        files.write(urls.base(), login);
        return organizations.accountOf(login.email()).orElseThrow();
    }

    private Cluster cluster(Tenant tenant) {
        Optional<Cluster> found = clusters.list(tenant, EVERYTHING, "", MANY).rows().stream()
                .filter(cluster -> cluster.displayName().equals(NAME))
                .findFirst();
        return found.orElseGet(() -> clusters.create(
                tenant,
                new Clusters.Wanted(
                        environments
                                .list(tenant, EVERYTHING, MANY)
                                .rows()
                                .getFirst()
                                .id(),
                        NAME,
                        "SINGLE_ZONE",
                        "AWS",
                        NAME,
                        "Basic",
                        null)));
    }

    private ServiceAccount serviceAccount(Tenant tenant) {
        return serviceAccounts.list(tenant, List.of(NAME), MANY).rows().stream()
                .findFirst()
                .orElseGet(() -> serviceAccounts.create(tenant, NAME, "Programs on this laptop"));
    }

    private boolean worksFor(Cluster cluster, Optional<LocalFiles.Key> key) {
        return key.flatMap(known -> authenticator.authenticate(known.id(), known.secret(), "127.0.0.1"))
                .map(Caller::lkc)
                .filter(cluster.id()::equals)
                .isPresent();
    }
}
