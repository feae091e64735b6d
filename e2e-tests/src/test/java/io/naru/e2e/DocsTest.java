package io.naru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the documents name exists: linked files, paths that begin with a folder of this repository, types of ours.
class DocsTest {
    private static final Path ROOT = io.naru.e2e.system.RunningNaru.root();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\\s]+)`");
    private static final Pattern TYPE = Pattern.compile("io\\.naru(\\.[a-z0-9]+)*\\.[A-Z][A-Za-z0-9]*");

    @Test
    void everyPathAndTypeThatADocumentNamesExists() throws IOException {
        List<String> missing = new ArrayList<>();
        Set<String> folders = topLevel();
        for (Path document : documents()) {
            String text = Files.readString(document);
            for (String target : all(LINK, text, 1)) {
                if (!Files.exists(document.resolveSibling(target))) {
                    missing.add(document + " links to " + target);
                }
            }
            for (String code : all(CODE, text, 1)) {
                if (TYPE.matcher(code).matches() && !typeExists(code)) {
                    missing.add(document + " names the type " + code);
                } else if (code.contains("/")
                        && folders.contains(code.substring(0, code.indexOf('/')))
                        && !pathExists(code)) {
                    missing.add(document + " names the path " + code);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean pathExists(String path) {
        return path.contains("*") || path.contains("{") || path.contains("target/") || Files.exists(ROOT.resolve(path));
    }

    private static boolean typeExists(String type) throws IOException {
        String file = type.replace('.', '/') + ".java";
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.anyMatch(
                    module -> Files.exists(module.resolve("src/main/java").resolve(file))
                            || Files.exists(module.resolve("src/test/java").resolve(file)));
        }
    }

    private static Set<String> topLevel() throws IOException {
        try (Stream<Path> files = Files.list(ROOT)) {
            return files.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && !name.equals("target"))
                    .collect(Collectors.toSet());
        }
    }

    private static List<Path> documents() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String folder : new String[] {"", "docs", "docs/adr", "docs/how-to", "terraform", "e2e-tests/src/test"}) {
            try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(found::add);
            }
        }
        assertThat(found).hasSizeGreaterThan(8);
        return found;
    }

    private static List<String> all(Pattern pattern, String text, int group) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(group))
                .toList();
    }
}
