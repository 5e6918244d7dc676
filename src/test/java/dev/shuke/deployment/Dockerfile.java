package dev.shuke.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The instructions of {@code docker/Dockerfile}, in order. */
record Dockerfile(List<Instruction> instructions) {
    private static final Path FILE = Path.of("docker/Dockerfile");
    private static final Pattern FLAG = Pattern.compile("--(\\w+)=(\\S+)\\s+");
    private static final Pattern SETTING = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|(\\S+))");

    /**
     * @param stage counts from 0
     * @param rest what stands behind the instruction's name and flags
     */
    record Instruction(int stage, String name, Map<String, String> flags, String rest) {
        /** The sources, and last the target, of a COPY. */
        List<String> words() {
            return List.of(rest.split("\\s+"));
        }

        /** The words of a command in its JSON form. */
        List<String> command() {
            try {
                return List.of(
                        new ObjectMapper().readValue(rest.substring(Math.max(0, rest.indexOf('['))), String[].class));
            } catch (JsonProcessingException e) {
                throw new AssertionError(name + " is to be a JSON array of words: " + rest, e);
            }
        }
    }

    static Dockerfile read() {
        var instructions = new ArrayList<Instruction>();
        int stage = -1;
        for (String line : Variables.text(FILE).lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String name = line.split(" ", 2)[0];
            String rest = line.split(" ", 2)[1];
            stage += name.equals("FROM") ? 1 : 0;
            var flags = new TreeMap<String, String>();
            FLAG.matcher(rest).results().forEach(flag -> flags.put(flag.group(1), flag.group(2)));
            instructions.add(
                    new Instruction(stage, name, flags, FLAG.matcher(rest).replaceAll("")));
        }
        return new Dockerfile(instructions);
    }

    List<Instruction> all(String name) {
        return instructions.stream()
                .filter(instruction -> instruction.name().equals(name))
                .toList();
    }

    Instruction last(String name) {
        return all(name).getLast();
    }

    /** The environment that the image gives to the application. */
    Map<String, String> environment() {
        var environment = new TreeMap<String, String>();
        for (Instruction instruction : all("ENV")) {
            SETTING.matcher(instruction.rest())
                    .results()
                    .forEach(setting -> environment.put(
                            setting.group(1), setting.group(2) == null ? setting.group(3) : setting.group(2)));
        }
        return environment;
    }
}
