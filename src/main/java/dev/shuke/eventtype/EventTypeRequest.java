package dev.shuke.eventtype;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All of an event type: what is absent is emptied. */
@Schema(requiredProperties = "name")
public record EventTypeRequest(
        @NotNull(message = "must be given") @Valid @Schema(description = "In at least one of the two languages")
        Bilingual name,

        @Valid Bilingual description,

        @Schema(implementation = Object.class, description = """
                        A JSON Schema (2020-12) that the `props` of such events must satisfy, of at most 20,000 bytes. \
                        No references; patterns without look-around and back references. Absent: anything goes""")
        JsonNode props) {}
