using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OutreachPortal.Services.Hosting;

/// <summary>How the API writes JSON and says what is wrong, and its OpenAPI document.</summary>
public static class ApiDocument
{
    public const string Path = "/openapi/v1.json";

    public static void Add(IServiceCollection services, IMvcBuilder mvc)
    {
        mvc.AddJsonOptions(options => Write(options.JsonSerializerOptions));
        // The document is made from these.
        services.ConfigureHttpJsonOptions(options => Write(options.SerializerOptions));
        services.Configure<ApiBehaviorOptions>(options =>
            options.InvalidModelStateResponseFactory = Refusal);
        services.AddOpenApi("v1", options =>
        {
            options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true;
            options.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type)?
                .Replace("Resource", "", StringComparison.Ordinal).Replace("OfOf", "Of", StringComparison.Ordinal);
            options.AddDocumentTransformer(async (document, context, cancellation) =>
            {
                await context.ApplicationServices.GetRequiredService<SiteProfiles>().RefreshAsync(cancellation);
                var site = context.ApplicationServices.GetRequiredService<SiteSettings>();
                document.Info = new()
                {
                    Title = site.Name.In("en").Text + ": outreach",
                    Version = "1",
                    Description = "What the outreach portal publishes, read-only. Every answer holds both languages. Nothing is renamed or taken away within v1; properties may be added.",
                };
                // Not as the request names it, which whoever sends one could choose.
                // Says that no key is needed; an empty list would not be written.
                document.Security = [new()];
                document.Servers = [new() { Url = context.ApplicationServices.GetRequiredService<SiteAddress>().Value }];
            });
            options.AddOperationTransformer((operation, context, _) =>
            {
                var route = context.Description.ActionDescriptor.RouteValues;
                operation.OperationId = route["controller"]![3..] + route["action"];
                var kind = operation.Tags?.FirstOrDefault()?.Name;
                operation.Summary = route["action"] switch
                {
                    "List" => $"The published {kind}, a page at a time",
                    "Item" => $"One of the {kind}, by its key; one that was withdrawn says so and why",
                    _ => "The kinds there are",
                };
                foreach (var parameter in operation.Parameters ?? [])
                {
                    if (parameter is { Name: "from" or "to", Schema: OpenApiSchema day })
                    {
                        day.Format = "date";
                    }
                    else if (parameter is OpenApiParameter { Name: "key" } key)
                    {
                        key.Description = "The item's key, as in the list.";
                    }
                }

                foreach (var content in operation.Responses!.Values.Select(response => response.Content).Where(content => content?.ContainsKey("application/json") == true))
                {
                    // The framework lists what else it could be asked to call the same bytes.
                    foreach (var other in content!.Keys.Where(key => key != "application/json").ToList())
                    {
                        content.Remove(other);
                    }
                }

                return Task.CompletedTask;
            });
            options.AddSchemaTransformer((schema, context, _) =>
            {
                if (schema.Enum is { Count: > 0 } values)
                {
                    // Where a value may be null is said at the property; here it would be said twice.
                    schema.Enum = [.. values.Where(value => value is not null && !value.IsJsonNullSentinel())];
                    schema.Type = JsonSchemaType.String;
                }

                // A property without a value is written as null, so that all of them are always there.
                if (schema.Properties is { Count: > 0 } properties && context.JsonTypeInfo.Type.Namespace?.StartsWith("OutreachPortal", StringComparison.Ordinal) == true)
                {
                    schema.Required = properties.Keys.ToHashSet();
                }

                return Task.CompletedTask;
            });
        });
    }

    private static void Write(JsonSerializerOptions options)
    {
        // Sent as JSON and never sniffed for HTML: what is escaped there may stand as it is here.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
    }

    /// <summary>Says what is wrong with the parameters, each by its name.</summary>
    public static ActionResult Refusal(ActionContext context)
    {
        var problem = new ValidationProblemDetails(context.ModelState) { Status = StatusCodes.Status400BadRequest, Title = "Bad Request" };
        problem.Detail = string.Join(" ", problem.Errors.Take(10).Select(error => $"{error.Key}: {error.Value.FirstOrDefault()}"));
        return new BadRequestObjectResult(problem) { ContentTypes = { "application/problem+json" } };
    }
}
