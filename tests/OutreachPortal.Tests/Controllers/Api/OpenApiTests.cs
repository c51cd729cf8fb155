using System.Text.Json;
using System.Text.RegularExpressions;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers.Api;

/// <summary>The document describes the API as it answers, and nothing else.</summary>
public sealed class OpenApiTests(FilledPortal portal) : IClassFixture<FilledPortal>
{
    private static readonly string[] Keys = ["over", "full", "series", "outreach", "town", "ada", "pupils", "talk", "about", "year"];

    private JsonElement _document;

    [Fact]
    public async Task It_names_every_address_of_the_API_and_no_other()
    {
        var document = await DocumentAsync();
        document.Text("openapi").ShouldNotBeNull().ShouldStartWith("3.");
        document.GetProperty("servers")[0].Text("url").ShouldBe(FilledPortal.Site);
        // Said, not only left out: no key is needed.
        document.GetProperty("security").EnumerateArray().ShouldHaveSingleItem().EnumerateObject().ShouldBeEmpty();
        var expected = ApiControllerTests.Kinds.SelectMany(row => new[] { $"/api/v1/{row.Data}", $"/api/v1/{row.Data}/{{key}}" }).Append("/api/v1");
        document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ShouldBe(expected, ignoreOrder: true);
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            path.Value.EnumerateObject().Select(method => method.Name).ShouldBe(["get"]);
            path.Value.GetProperty("get").Text("summary").ShouldNotBeNullOrWhiteSpace();
        }

        document.GetProperty("paths").EnumerateObject().Select(path => path.Value.GetProperty("get").Text("operationId")).ShouldBeUnique();
    }

    [Fact]
    public async Task Every_parameter_is_described_and_is_read()
    {
        foreach (var path in (await DocumentAsync()).GetProperty("paths").EnumerateObject())
        {
            var parameters = path.Value.GetProperty("get").TryGetProperty("parameters", out var list) ? list.EnumerateArray().ToList() : [];
            parameters.ShouldAllBe(parameter => !string.IsNullOrWhiteSpace(parameter.Text("description")));
            foreach (var parameter in parameters.Where(parameter => parameter.Text("in") == "query"))
            {
                var nonsense = await portal.Reader.JsonAsync($"{path.Name}?{parameter.Text("name")}=!", 400);
                nonsense.GetProperty("errors").TryGetProperty(parameter.Text("name")!, out _).ShouldBeTrue(path.Name);
            }
        }
    }

    [Fact]
    public async Task Every_address_answers_as_described()
    {
        var document = await DocumentAsync();
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            var place = ApiControllerTests.Kinds.Select(row => row.Data).ToList().IndexOf(path.Name.Split('/').ElementAtOrDefault(3) ?? "");
            var responses = path.Value.GetProperty("get").GetProperty("responses");
            var address = path.Name.Replace("{key}", place < 0 ? "" : Keys[place], StringComparison.Ordinal);
            ShouldFit(await portal.Reader.JsonAsync(address), Schema(responses, "200", "application/json"), address);
            if (responses.TryGetProperty("404", out _))
            {
                ShouldFit(await portal.Reader.JsonAsync(path.Name.Replace("{key}", "nothing", StringComparison.Ordinal), 404), Schema(responses, "404", "application/problem+json"), address);
            }

            if (responses.TryGetProperty("400", out _))
            {
                ShouldFit(await portal.Reader.JsonAsync(path.Name + "?page=0", 400), Schema(responses, "400", "application/problem+json"), address);
            }
        }
    }

    private static JsonElement Schema(JsonElement responses, string status, string contentType) =>
        responses.GetProperty(status).GetProperty("content").EnumerateObject().ShouldHaveSingleItem().Value.GetProperty("schema")
            is var schema && responses.GetProperty(status).GetProperty("content").TryGetProperty(contentType, out _) ? schema : throw new ShouldAssertException(contentType);

    /// <summary>The part of JSON Schema that the document uses.</summary>
    private void ShouldFit(JsonElement value, JsonElement schema, string where)
    {
        if (schema.Text("$ref") is { } reference)
        {
            var target = _document;
            foreach (var step in reference[2..].Split('/'))
            {
                target = target.GetProperty(step);
            }

            ShouldFit(value, target, where);
            return;
        }

        if (schema.TryGetProperty("oneOf", out var choices))
        {
            choices.EnumerateArray().Count(choice => Fits(value, choice, where)).ShouldBe(1, where);
            return;
        }

        if (schema.TryGetProperty("enum", out var values))
        {
            values.EnumerateArray().Select(v => v.GetRawText()).ShouldContain(value.GetRawText(), where);
        }

        if (schema.TryGetProperty("type", out var type))
        {
            var types = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!).ToList() : [type.GetString()!];
            var actual = value.ValueKind switch
            {
                JsonValueKind.Object => "object",
                JsonValueKind.Array => "array",
                JsonValueKind.String => "string",
                JsonValueKind.True or JsonValueKind.False => "boolean",
                JsonValueKind.Null => "null",
                _ => Regex.IsMatch(value.GetRawText(), "^-?[0-9]+$") && types.Contains("integer") ? "integer" : "number",
            };
            types.ShouldContain(actual, $"{where}: {value.GetRawText()}");
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            (schema.Text("format") switch
            {
                "date-time" => value.TryGetDateTimeOffset(out _),
                "date" => DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", out _),
                "uuid" => value.TryGetGuid(out _),
                _ => true,
            }).ShouldBeTrue($"{where}: {value.GetRawText()}");
        }

        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            foreach (var element in value.EnumerateArray())
            {
                ShouldFit(element, items, where + "[]");
            }
        }

        if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties))
        {
            if (schema.TryGetProperty("required", out var required))
            {
                required.EnumerateArray().Select(name => name.GetString()!).ShouldAllBe(name => HasProperty(value, name));
            }

            foreach (var property in value.EnumerateObject())
            {
                if (properties.TryGetProperty(property.Name, out var inner))
                {
                    ShouldFit(property.Value, inner, $"{where}.{property.Name}");
                }
                else
                {
                    // The standard for problems allows more (RFC 9457, section 3.2); nothing else says what is not described.
                    properties.TryGetProperty("detail", out _).ShouldBeTrue($"{where}.{property.Name} is not described");
                }
            }
        }
    }

    private bool Fits(JsonElement value, JsonElement schema, string where)
    {
        try
        {
            ShouldFit(value, schema, where);
            return true;
        }
        catch (ShouldAssertException)
        {
            return false;
        }
    }

    private static bool HasProperty(JsonElement value, string name) => value.TryGetProperty(name, out _);

    private async Task<JsonElement> DocumentAsync() => _document = await portal.Reader.JsonAsync("/openapi/v1.json");
}
