package dev.shuke.platform.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions of the deployment's key: the newest seals, all open. */
class DeploymentKeyTest {
    private static final String OLD = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String NEW = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";
    private static final byte[] CLEAR = "a keyset".getBytes(UTF_8);
    private static final byte[] PLACE = "tenant|tenant_key|aead_keyset|tenant".getBytes(UTF_8);

    private static DeploymentKey key(String references) throws GeneralSecurityException {
        return new DeploymentKey(Optional.of(references), List.of(new EnvironmentKms(), new FileKms()));
    }

    @Test
    void whatAnOldVersionSealedOpensWhileItIsKept() throws GeneralSecurityException {
        byte[] before = key(OLD).encrypt(CLEAR, PLACE);
        DeploymentKey both = key(NEW + ", " + OLD);
        assertThat(both.decrypt(before, PLACE)).isEqualTo(CLEAR);
        byte[] after = both.encrypt(CLEAR, PLACE);
        assertThat(key(NEW).decrypt(after, PLACE)).isEqualTo(CLEAR);
        assertThatThrownBy(() -> key(NEW).decrypt(before, PLACE)).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> both.decrypt(before, CLEAR)).isInstanceOf(GeneralSecurityException.class);
        assertThat(both.newest()).isEqualTo(key(NEW).newest()).isNotEqualTo(key(OLD).newest());
    }

    @Test
    void aKeyIsTheSameInAFileAndInTheEnvironment(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("kek"), OLD + "\n");
        DeploymentKey fromFile = key("file:" + file);
        assertThat(fromFile.decrypt(key(OLD).encrypt(CLEAR, PLACE), PLACE)).isEqualTo(CLEAR);
        assertThat(fromFile.newest()).isEqualTo(key(OLD).newest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "not base64", OLD + ",", "file:/nowhere/kek", "other-kms://key"})
    void withoutAKeyNothingStarts(String references) {
        assertThatThrownBy(() -> key(references))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SHUKE_KEK");
    }
}
