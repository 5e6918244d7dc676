package dev.shuke.tenant;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Swagger UI in a real browser, used as a developer does: Authorize, log in at Keycloak, try an operation out. */
final class SwaggerUi implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Path PICTURES = Path.of("target/browser");
    private static final int MOST_PAGES = 4;

    private final ChromeDriver browser;
    private final WebDriverWait wait;

    /**
     * @param url of the API
     * @param profile an empty directory for what the browser keeps
     */
    SwaggerUi(String url, Path profile) {
        browser = Chromium.start(profile);
        wait = new WebDriverWait(browser, LIMIT);
        browser.get(url + "/q/swagger-ui");
        wait.until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(".opblock")));
    }

    /** Presses Authorize and logs in on the pages that Keycloak shows. @return the fields that each of them asked for */
    List<String> authorize(String user, String password) {
        click(browser.findElement(By.cssSelector("button.authorize")));
        WebElement person =
                wait.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".auth-container")));
        String main = browser.getWindowHandle();
        Set<String> before = browser.getWindowHandles();
        click(person.findElement(By.cssSelector("button.authorize")));
        wait.until(_ -> browser.getWindowHandles().size() > before.size());
        browser.getWindowHandles().stream()
                .filter(window -> !before.contains(window))
                .forEach(window -> browser.switchTo().window(window));
        List<String> asked = logIn(user, password);
        wait.until(_ -> browser.getWindowHandles().equals(before));
        browser.switchTo().window(main);
        wait.until(ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(".auth-container"), "Logout"));
        picture("authorized");
        click(browser.findElement(By.cssSelector(".btn-done")));
        return asked;
    }

    /** Opens an operation, sends it and returns the answer's status. */
    int tryOut(String operation) {
        By block = By.cssSelector("[id$='-" + operation + "']");
        click(wait.until(ExpectedConditions.elementToBeClickable(block))
                .findElement(By.cssSelector(".opblock-summary-control")));
        By execute = By.cssSelector("[id$='-" + operation + "'] button.execute");
        click(wait.until(ExpectedConditions.elementToBeClickable(execute)));
        By status = By.cssSelector("[id$='-" + operation + "'] .live-responses-table .response-col_status");
        String shown = wait.until(ExpectedConditions.visibilityOfAllElementsLocatedBy(status))
                .getLast()
                .getText();
        browser.executeScript("arguments[0].scrollIntoView()", browser.findElement(block));
        picture(operation);
        return Integer.parseInt(shown.strip().split("\\s")[0]);
    }

    /** Whatever the page loaded, by address. */
    @SuppressWarnings("unchecked")
    List<String> loaded() {
        return (List<String>) browser.executeScript("return performance.getEntriesByType('resource').map(e => e.name)");
    }

    private List<String> logIn(String user, String password) {
        List<String> asked = new ArrayList<>();
        for (int page = 0; page < MOST_PAGES; page++) {
            wait.until(ExpectedConditions.or(
                    ExpectedConditions.presenceOfElementLocated(By.id("kc-page-title")),
                    ExpectedConditions.numberOfWindowsToBe(1)));
            if (browser.getWindowHandles().size() == 1) {
                break;
            }
            asked.add(fill(user, password));
        }
        return asked;
    }

    /** Fills in one page of Keycloak's and sends it. @return the fields that it had */
    private String fill(String user, String password) {
        picture("login");
        List<String> fields = new ArrayList<>();
        for (WebElement field : browser.findElements(By.cssSelector("form input"))) {
            String name = field.getDomAttribute("name");
            if (field.isDisplayed() && field.isEnabled() && ("username".equals(name) || "password".equals(name))) {
                field.clear();
                field.sendKeys(name.equals("username") ? user : password);
                fields.add(name);
            }
        }
        WebElement form = browser.findElement(By.tagName("form"));
        form.submit();
        wait.until(_ -> browser.getWindowHandles().size() == 1 || gone(form));
        return String.join("+", fields);
    }

    /** Between two pages the driver may answer with nothing, which its own client cannot read. */
    private static boolean gone(WebElement element) {
        try {
            element.isEnabled();
            return false;
        } catch (WebDriverException | NullPointerException _) {
            return true;
        }
    }

    /** By script: an element that another one overlaps for a moment can be clicked all the same. */
    private void click(WebElement element) {
        browser.executeScript("arguments[0].click()", element);
    }

    private void picture(String name) {
        Chromium.picture(browser, PICTURES.resolve("swagger-ui-" + name + ".png"));
    }

    @Override
    public void close() {
        browser.quit();
    }
}
