using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Controllers;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.Services.Hosting;

/// <summary>What the admin area needs besides who is there.</summary>
public static class Editing
{
    /// <summary>Entries of a list that are read, so that far too many can be shown again with what is wrong.</summary>
    public const int MostEntriesRead = 10_000;

    public static void AddEditing(this IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, SignedOutWork>();
        services.AddScoped<FormChecks>();
        services.AddScoped<References>();
        services.AddScoped<FieldChoices>();
        services.AddScoped<ContentDrafts>();
        services.AddScoped<Publisher>();
        services.AddScoped<PastedAddresses>();
        services.AddScoped<PublicChange>();
        services.AddScoped<ItemLists>();
        services.AddScoped<Overview>();
        services.AddScoped<Translations>();
        services.AddScoped<WorkingCopies>();
        services.AddScoped<Presences>();
        services.AddScoped<PreviewLinks>();
        services.AddScoped<DraftPreview>();
        services.AddScoped<EditingDesk>();
        services.AddScoped<PublishingChecks>();
        services.AddScoped<Slugs>();
        services.AddScoped<ItemSteps>();
        services.AddScoped<Reviews>();
        services.AddScoped<Publishing>();
        services.AddScoped<Removals>();
        services.AddScoped<Revisions>();
        services.AddScoped<PolicyDrafts>();
        services.AddScoped<PolicyRehearsal>();
        services.AddScoped<PolicyChecks>();
        services.AddScoped<PolicyClauseTable>();
        services.AddScoped<PolicyDifferences>();
        services.AddScoped<RevisionFields>();
        services.AddScoped<RevisionHistory>();
        services.AddScoped<ItemTimeline>();
        services.AddSingleton<PublishingSignal>();
        services.AddSingleton<ScheduledPublishing>();
        services.AddHostedService(provider => provider.GetRequiredService<ScheduledPublishing>());
        services.AddSingleton<PolicyReviews>();
        services.AddHostedService(provider => provider.GetRequiredService<PolicyReviews>());
        services.AddSingleton<RemarkRetention>();
        services.AddHostedService(provider => provider.GetRequiredService<RemarkRetention>());
        services.AddOptions<MvcOptions>().PostConfigure<IStringLocalizer<Words>>(Configure);
    }

    /// <summary>How posted forms are read, and in whose words their faults are said.</summary>
    private static void Configure(MvcOptions mvc, IStringLocalizer<Words> words)
    {
        mvc.ModelBinderProviders.Insert(0, new FormFieldBinderProvider());
        // They throw at a field called "[", and nothing here writes names as jQuery does.
        mvc.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
        mvc.ValueProviderFactories.RemoveType<JQueryQueryStringValueProviderFactory>();
        mvc.MaxModelBindingCollectionSize = MostEntriesRead;
        var messages = mvc.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((typed, _) => FormFieldBinder.NotUnderstood(words, typed));
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(typed => FormFieldBinder.NotUnderstood(words, typed));
        messages.SetValueIsInvalidAccessor(typed => FormFieldBinder.NotUnderstood(words, typed));
        messages.SetValueMustNotBeNullAccessor(_ => words["is missing."]);
    }
}
