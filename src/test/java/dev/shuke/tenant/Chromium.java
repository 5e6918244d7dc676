package dev.shuke.tenant;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The Chromium of this machine, without a window, driven through its own driver. Nothing is downloaded. */
final class Chromium {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private Chromium() {}

    /** @return why there is none, or nothing */
    static Optional<String> missing() {
        return Stream.of("chromium", "chromedriver")
                .filter(program -> find(program).isEmpty())
                .findFirst()
                .map(program -> "NOT TRIED IN A BROWSER: no " + program
                        + " on the PATH (on Debian: apt-get install chromium chromium-driver)");
    }

    static ChromeDriver start(Path profile) {
        var options = new ChromeOptions();
        options.setBinary(find("chromium").orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--window-size=1280,1600",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--user-data-dir=" + profile);
        if (System.getProperty("user.name").equals("root")) {
            options.addArguments("--no-sandbox"); // Chromium refuses to sandbox as root
        }
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(find("chromedriver").orElseThrow().toFile())
                .withTimeout(START_LIMIT)
                .build();
        return new ChromeDriver(service, options);
    }

    static void picture(ChromeDriver browser, Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, browser.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> find(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
