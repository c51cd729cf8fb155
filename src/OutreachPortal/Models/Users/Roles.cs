namespace OutreachPortal.Models;

/// <summary>What staff may be. The names are stored; do not rename.</summary>
public static class Roles
{
    /// <summary>Writes drafts and asks for review.</summary>
    public const string Author = nameof(Author);

    /// <summary>Publishes, besides what authors do.</summary>
    public const string Editor = nameof(Editor);

    /// <summary>Looks after registrations and the door.</summary>
    public const string Registrar = nameof(Registrar);

    /// <summary>Looks after people and settings, besides what all others do.</summary>
    public const string Administrator = nameof(Administrator);

    /// <summary>In the order in which they are shown; the place decides a role's id, so new ones come last.</summary>
    public static readonly IReadOnlyList<string> All = [Author, Editor, Registrar, Administrator];
}

/// <summary>What an action asks of whoever calls it. Named once; <c>Authorization</c> says which roles each takes.</summary>
public static class StaffPolicies
{
    /// <summary>Anybody of the staff.</summary>
    public const string Staff = nameof(Staff);

    /// <summary>Writes content: authors, editors, administrators.</summary>
    public const string Write = nameof(Write);

    /// <summary>Decides what the public reads: editors, administrators.</summary>
    public const string Publish = nameof(Publish);

    /// <summary>Looks after registrations: registrars, administrators.</summary>
    public const string Register = nameof(Register);

    /// <summary>Looks after people and settings: administrators.</summary>
    public const string Administer = nameof(Administer);
}
