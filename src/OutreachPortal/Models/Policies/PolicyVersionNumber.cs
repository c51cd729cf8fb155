using System.Globalization;

namespace OutreachPortal.Models;

/// <summary>Number of a version, by which versions are in order: <c>2.1</c> comes after <c>2</c> and before <c>2.10</c>.</summary>
public readonly record struct PolicyVersionNumber(int Major, int Minor) : IComparable<PolicyVersionNumber>
{
    /// <summary>Reads one or two numbers of at most four digits.</summary>
    public static bool TryParse(string? text, out PolicyVersionNumber number)
    {
        var parts = (text ?? "").Split('.');
        number = default;
        if (parts.Length > 2 || !IsPart(parts[0], out var major))
        {
            return false;
        }

        var minor = 0;
        if (parts.Length == 2 && !IsPart(parts[1], out minor))
        {
            return false;
        }

        number = new(major, minor);
        return true;
    }

    /// <exception cref="FormatException">It is no number of a version.</exception>
    public static PolicyVersionNumber Of(string text) => TryParse(text, out var number) ? number : throw new FormatException($"'{text}' is not a version such as 1 or 2.1.");

    /// <summary>As it is written: <c>2</c>, <c>2.1</c>.</summary>
    public override string ToString() => Minor == 0 ? Major.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    public int CompareTo(PolicyVersionNumber other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    public static bool operator <(PolicyVersionNumber left, PolicyVersionNumber right) => left.CompareTo(right) < 0;

    public static bool operator >(PolicyVersionNumber left, PolicyVersionNumber right) => left.CompareTo(right) > 0;

    public static bool operator <=(PolicyVersionNumber left, PolicyVersionNumber right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PolicyVersionNumber left, PolicyVersionNumber right) => left.CompareTo(right) >= 0;

    private static bool IsPart(string text, out int part)
    {
        part = 0;
        return text.Length is >= 1 and <= 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out part);
    }
}
