using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OutreachPortal.Controllers;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>What holds for every action, also for those that are still to be written.</summary>
public sealed class ConventionTests(PortalHost portal) : IClassFixture<PortalHost>
{
    // It answers instead of an action that failed, whatever the method was, and changes nothing.
    private static readonly HashSet<string> AnswerAnyMethod = ["Errors.Show"];

    private IReadOnlyList<ControllerActionDescriptor> Actions =>
        [.. portal.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<ControllerActionDescriptor>()];

    [Fact]
    public void Antiforgery_is_a_global_filter() =>
        portal.Services.GetRequiredService<IOptions<MvcOptions>>().Value.Filters.OfType<AutoValidateAntiforgeryTokenAttribute>().ShouldHaveSingleItem();

    [Fact]
    public void No_action_that_changes_something_goes_without_antiforgery()
    {
        Actions.Count.ShouldBeGreaterThan(8);
        foreach (var action in Actions.Where(action => !OnlyReads(action) && !AnswerAnyMethod.Contains(Name(action))))
        {
            var filters = action.FilterDescriptors.Select(descriptor => descriptor.Filter).ToList();
            filters.ShouldContain(filter => filter is AutoValidateAntiforgeryTokenAttribute || filter is ValidateAntiForgeryTokenAttribute, Name(action));
            // Two of the editor's, and the public's forms, ask for the token themselves: what was typed comes back with the refusal. ContentControllerTests,
            // RegistrationsControllerTests and PolicyCommentsControllerTests see to it.
            if (!(action.ControllerTypeInfo.BaseType is { IsGenericType: true } && Name(action).Split('.')[1] is "Create" or "Save")
                && action.ControllerTypeInfo != typeof(RegistrationsController) && action.ControllerTypeInfo != typeof(PolicyCommentsController))
            {
                filters.ShouldNotContain(filter => filter is IgnoreAntiforgeryTokenAttribute, Name(action));
            }
        }
    }

    [Fact]
    public void Every_action_says_which_methods_it_answers() =>
        Actions.Where(action => Methods(action).Count == 0).Select(Name).ShouldBe(AnswerAnyMethod);

    [Fact]
    public void Every_public_page_is_cached()
    {
        var pages = Actions.Where(action => action.ControllerTypeInfo.IsAssignableTo(typeof(PublicController))).ToList();
        pages.Count.ShouldBeGreaterThan(8);
        pages.ShouldAllBe(action => action.EndpointMetadata.OfType<OutputCacheAttribute>().Any());
    }

    [Fact]
    public void What_stands_in_the_path_is_read_from_the_path_alone()
    {
        // A form in the body goes before the path otherwise, even in a GET, and would put another page into the cache.
        var parameters = Actions.SelectMany(action => action.Parameters
            .Where(parameter => action.AttributeRouteInfo!.Template!.Contains("{" + parameter.Name, StringComparison.Ordinal))).ToList();
        parameters.ShouldNotBeEmpty();
        parameters.ShouldAllBe(parameter => parameter.BindingInfo!.BindingSource == BindingSource.Path);
    }

    [Fact]
    public void Every_address_is_in_small_letters() =>
        Actions.Select(action => action.AttributeRouteInfo!.Template!).ShouldAllBe(template => !template.Any(char.IsUpper));

    [Fact]
    public async Task Form_without_a_token_is_refused()
    {
        using var breaking = new BreakingPortal();
        using var form = new FormUrlEncodedContent([new("name", "x")]);
        using var answer = await breaking.Visitor().PostAsync("/api/v1/broken", form, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(400);
    }

    private static string Name(ControllerActionDescriptor action) => action.ControllerName + "." + action.ActionName;

    private static bool OnlyReads(ControllerActionDescriptor action) =>
        Methods(action) is { Count: > 0 } methods && methods.All(method => method is "GET" or "HEAD");

    private static IReadOnlyList<string> Methods(ControllerActionDescriptor action) =>
        action.EndpointMetadata.OfType<HttpMethodMetadata>().LastOrDefault()?.HttpMethods ?? [];
}
