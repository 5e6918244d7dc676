package dev.shuke.product;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.BulkResult;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.write.Idempotent;
import dev.shuke.platform.write.Preconditions;
import dev.shuke.product.ProductRepository.Written;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code /v1/products} */
@Path("/v1/products")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Products", description = "By the skus that events name them with")
public class ProductResource {
    private final ProductService service;
    private final Preconditions preconditions;

    ProductResource(ProductService service, Preconditions preconditions) {
        this.service = service;
        this.preconditions = preconditions;
    }

    @GET
    @PermissionsAllowed(Permission.PRODUCTS_READ)
    @Operation(operationId = "listProducts", summary = "List products", description = "By sku, page by page.")
    public Uni<Page<ProductView>> list(@BeanParam PageRequest page) {
        return service.list(page);
    }

    @POST
    @Idempotent
    @PermissionsAllowed(Permission.PRODUCTS_WRITE)
    @Operation(operationId = "upsertProducts", summary = "Send products", description = """
                    An array of at most 1,000. A sku that is known is written over, all of it. Bad products are listed \
                    in `rejected` and do not stop the good ones.""")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ProductRequest[].class),
                            examples = @ExampleObject(name = "Two products", value = """
                                                    [{"sku":"85123A","name":"Light holder","category":"lights/holders",
                                                      "attributes":{"colour":"white"},
                                                      "cost":{"amount":120,"currency":"CNY"}},
                                                     {"sku":"T-7","name":"Taro tea","category":"tea","daysPerUnit":14}]""")))
    @APIResponse(
            responseCode = "200",
            description = "What became of each",
            content =
                    @Content(
                            schema = @Schema(implementation = BulkResult.class),
                            examples = @ExampleObject(name = "One of them is new", value = """
                                                    {"created":1,"updated":1,"rejected":[]}""")))
    public Uni<BulkResult> upsert(byte[] body) {
        return service.upsert(body);
    }

    @GET
    @Path("/{sku}")
    @PermissionsAllowed(Permission.PRODUCTS_READ)
    @Operation(operationId = "readProduct", summary = "Read a product", description = "By its sku.")
    @APIResponse(
            responseCode = "200",
            description = "The product",
            content = @Content(schema = @Schema(implementation = ProductView.class)))
    public Uni<ProductView> read(@RestPath String sku) {
        return service.require(sku);
    }

    @PUT
    @Path("/{sku}")
    @PermissionsAllowed(Permission.PRODUCTS_WRITE)
    @Operation(
            operationId = "upsertProduct",
            summary = "Create a product or write it over",
            description = "All of it: what is absent is emptied, but for a cost that the caller may not see.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ProductRequest.class),
                            examples = @ExampleObject(name = "A product", value = """
                                                    {"name":"Light holder","category":"lights/holders",
                                                     "attributes":{"colour":"white"},
                                                     "cost":{"amount":120,"currency":"CNY"}}""")))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = ProductView.class)))
    @APIResponse(
            responseCode = "200",
            description = "Written over",
            content = @Content(schema = @Schema(implementation = ProductView.class)))
    public Uni<RestResponse<ProductView>> upsert(
            @RestPath String sku, @NotNull(message = "must be given") @Valid ProductRequest request) {
        return preconditions.hold(
                () -> service.findForUpdate(sku),
                () -> service.upsert(sku, request).map(ProductResource::answer));
    }

    private static RestResponse<ProductView> answer(Written written) {
        ProductView product = written.product();
        return written.created()
                ? ResponseBuilder.create(RestResponse.Status.CREATED, product)
                        .location(UriBuilder.fromPath("/v1/products/{sku}").build(product.sku()))
                        .build()
                : RestResponse.ok(product);
    }
}
