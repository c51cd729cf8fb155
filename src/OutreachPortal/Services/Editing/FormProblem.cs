namespace OutreachPortal.Services.Editing;

/// <summary>Something of a form that is wrong or missing, for whoever typed it.</summary>
/// <param name="Field">Name of the field as it is posted: <c>Texts[en].Title</c>, <c>Place.Tr</c>, <c>Speakers[0].Name</c>; empty when it is about the whole.</param>
/// <param name="Message">In the language of the request, without the field's name.</param>
/// <param name="IsOverridable">Whether an editor may publish all the same, with a reason.</param>
public sealed record FormProblem(string Field, string Message, bool IsOverridable = false)
{
    /// <summary>The item that stands in the way, where it is one.</summary>
    public OtherItem? Other { get; init; }
}

/// <summary>Another item, for a link to it in the admin area.</summary>
public sealed record OtherItem(string Address, string Title);
