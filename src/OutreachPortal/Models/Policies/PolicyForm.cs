using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace OutreachPortal.Models;

public sealed class PolicyForm : ContentForm
{
    public const int ContactLength = 254;
    public const int PlainLength = 4000;
    public const int MostDocuments = 50;
    public const int MostClauseIds = 1000;

    public PolicyType? Type { get; set; }

    [Required, StringLength(Policy.NumberLength)]
    public string? Number { get; set; }

    [RequiredText, TextLength(Policy.OfficeLength)]
    public LocalizedText Owner { get; set; } = new();

    [StringLength(ContactLength), EmailAddress(ErrorMessage = "is not an e-mail address.")]
    public string? Contact { get; set; }

    [RequiredText, TextLength(Policy.OfficeLength)]
    public LocalizedText ApprovingBody { get; set; } = new();

    [StringLength(PolicyVersion.DecisionLength)]
    public string? Decision { get; set; }

    [Required, StringLength(PolicyVersion.NumberLength)]
    [RegularExpression(@"[0-9]{1,4}(\.[0-9]{1,4})?", ErrorMessage = "is not a version such as 1 or 2.1.")]
    public string? Version { get; set; }

    public PolicyStage? Stage { get; set; }

    public DateOnly? CommentFrom { get; set; }

    public DateOnly? CommentUntil { get; set; }

    public DateOnly? ApprovedOn { get; set; }

    /// <summary>For versions that the public could read before the portal had them.</summary>
    public DateOnly? PublishedOn { get; set; }

    [Required]
    public DateOnly? InForceFrom { get; set; }

    public DateOnly? InForceUntil { get; set; }

    public DateOnly? ReviewedOn { get; set; }

    public DateOnly? NextReviewOn { get; set; }

    [TextLength(PolicyVersion.ChangeNoteLength)]
    public LocalizedText ChangeNote { get; set; } = new();

    /// <summary>What was corrected in a version that is public already.</summary>
    [TextLength(PolicyCorrection.NoteLength)]
    public LocalizedText CorrectionNote { get; set; } = new();

    [AllowedValues(null, Languages.English, Languages.Turkish, ErrorMessage = "is neither en nor tr.")]
    public string? AuthoritativeLanguage { get; set; }

    /// <summary>Markdown: what the policy says, in plain language.</summary>
    [TextLength(PlainLength)]
    public LocalizedText Plain { get; set; } = new();

    /// <summary>Keys of the policies that this one takes the place of.</summary>
    [ReferenceTo(ContentKind.Policy)]
    public List<string> Supersedes { get; set; } = [];

    public List<PolicyDocumentForm> Documents { get; set; } = [];

    /// <summary>Which clause a number is, where its words do not tell.</summary>
    public List<ClauseIdForm> ClauseIds { get; set; } = [];

    /// <summary>The properties that belong to the policy itself and to none of its versions; slugs do too.</summary>
    public static readonly IReadOnlyList<PropertyInfo> FieldsOfPolicy =
    [
        .. typeof(ContentForm).GetProperties().Where(property => property is { CanWrite: true, Name: not nameof(Texts) and not nameof(OneLanguage) })
            .Concat(new[] { nameof(Type), nameof(Contact), nameof(Supersedes), nameof(Documents) }.Select(name => typeof(PolicyForm).GetProperty(name)!)),
    ];

    /// <summary>The form of the version whose titles and languages the policy has, as <see cref="Policy.Newest"/> says; null where there is none.</summary>
    public static PolicyForm? Newest(IEnumerable<PolicyForm> versions) =>
        versions.MaxBy(form => (form.Stage is null or PolicyStage.Approved, PolicyVersionNumber.TryParse(form.Version, out var number) ? number : default));

    /// <summary>Makes it say of the policy itself what another version's form says.</summary>
    public void TakePolicyFrom(PolicyForm other)
    {
        foreach (var property in FieldsOfPolicy)
        {
            var value = property.GetValue(other);
            property.SetValue(this, value is LocalizedText text ? text.Copy() : value);
        }

        foreach (var (culture, text) in Texts.Where(text => other.Texts.ContainsKey(text.Key)))
        {
            text.Slug = other.Texts[culture].Slug;
        }
    }

    /// <summary>Whether it makes a version what another form makes it, whatever they say of the policy itself.</summary>
    public bool SaysSameOfVersion(PolicyForm other)
    {
        static PolicyForm Alone(PolicyForm form)
        {
            var copy = (PolicyForm)FromJson(ContentKind.Policy, form.ToJson());
            copy.TakePolicyFrom(new());
            copy.Texts.Values.ToList().ForEach(text => text.Slug = null);
            // Said once, of words that were then corrected.
            copy.CorrectionNote = new();
            copy.OneLanguage = false;
            return copy;
        }

        return Alone(this).SaysSameAs(Alone(other));
    }

    public override IEnumerable<(string Property, ContentKind Kind, string Key)> References() =>
        base.References().Concat(Supersedes.Select((key, i) => (At(nameof(Supersedes), i), ContentKind.Policy, key)));

    /// <summary>What goes without saying is not kept: files leave it out. Policies may be named as other items are, <c>policies/guest-students</c>; the key is kept.</summary>
    public override void Complete()
    {
        Supersedes = [.. Supersedes.Select(name => ContentReference.Parse(name) is { Kind: ContentKind.Policy } policy ? policy.Key : name).Distinct(StringComparer.Ordinal)];
        Type = Type == PolicyType.Policy ? null : Type;
        Stage = Stage == PolicyStage.Approved ? null : Stage;
    }

    public override IEnumerable<(string Property, LocalizedText Text)> MarkdownTexts() => [(nameof(Plain), Plain)];

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        base.Validate(validationContext)
            .Concat(InForceUntil < InForceFrom ? [new Complaint("is before in-force-from.", nameof(InForceUntil))] : [])
            .Concat(AuthoritativeLanguage is { } language && Languages.All.Contains(language) && Texts.Count > 0 && !Texts.ContainsKey(language)
                ? [new Complaint("names a language that the policy has no text in.", nameof(AuthoritativeLanguage))] : [])
            .Concat(OfComments())
            .Concat(OfReviews())
            .Concat(OfClauses())
            .Concat(Documents.Count > MostDocuments ? [new Complaint("has more than {0} entries.", [MostDocuments], nameof(Documents))] : []);

    private IEnumerable<ValidationResult> OfComments()
    {
        if (Stage == PolicyStage.ForComment && CommentUntil is null)
        {
            yield return new Complaint("is missing: a version for comment needs the last day on which remarks are taken.", nameof(CommentUntil));
        }

        if (CommentUntil < CommentFrom)
        {
            yield return new Complaint("is before comment-from.", nameof(CommentUntil));
        }
    }

    private IEnumerable<ValidationResult> OfReviews()
    {
        if (NextReviewOn < ReviewedOn)
        {
            yield return new Complaint("is before reviewed-on.", nameof(NextReviewOn));
        }
    }

    private IEnumerable<ValidationResult> OfClauses()
    {
        if (ClauseIds.Count > MostClauseIds)
        {
            yield return new Complaint("has more than {0} entries.", [MostClauseIds], nameof(ClauseIds));
            yield break;
        }

        var (numbers, clauses) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        for (var i = 0; i < ClauseIds.Count; i++)
        {
            var (number, clause) = (ClauseIds[i].Number, ClauseIds[i].Clause);
            if (number is not null && !numbers.Add(number))
            {
                yield return new Complaint("names clause {0} twice.", [number], $"{At(nameof(ClauseIds), i)}.{nameof(ClauseIdForm.Number)}");
            }

            if (clause is not null && clause != ClauseIdForm.New && !clauses.Add(clause))
            {
                yield return new Complaint("gives the identifier {0} to two clauses.", [clause], $"{At(nameof(ClauseIds), i)}.{nameof(ClauseIdForm.Clause)}");
            }
        }
    }
}

public sealed class PolicyDocumentForm
{
    [Required]
    public PolicyDocumentKind? Kind { get; set; }

    [RequiredText, TextLength(PolicyDocument.TitleLength)]
    public LocalizedText Title { get; set; } = new();

    [Required, HttpsAddress]
    public string? Link { get; set; }
}

/// <summary>Says by hand which clause a number of the text is.</summary>
public sealed class ClauseIdForm
{
    /// <summary>A clause that no version had before.</summary>
    public const string New = "new";

    /// <summary>Number in this version: <c>5.2</c>.</summary>
    [Required, RegularExpression(@"[0-9]{1,4}(\.[0-9]{1,4}){0,9}", ErrorMessage = "is not a clause such as 5.2.")]
    public string? Number { get; set; }

    /// <summary><c>c14</c>, or <see cref="New"/>.</summary>
    [Required, RegularExpression(@"new|c[1-9][0-9]{0,6}", ErrorMessage = "is neither a clause’s identifier such as c14 nor new.")]
    public string? Clause { get; set; }

    /// <summary>Whether it can be read for itself, whatever the text and the other rows say.</summary>
    internal bool IsWellFormed => Validator.TryValidateObject(this, new ValidationContext(this), null, validateAllProperties: true);
}
