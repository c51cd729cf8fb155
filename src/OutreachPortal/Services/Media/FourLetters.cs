namespace OutreachPortal.Services.Media;

internal static class FourLetters
{
    public static bool IsOneOf(this ReadOnlySpan<byte> type, string[] names)
    {
        foreach (var name in names)
        {
            if (type.Is(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a chunk or box is called so.</summary>
    public static bool Is(this ReadOnlySpan<byte> type, string name) =>
        type.Length == 4 && type[0] == name[0] && type[1] == name[1] && type[2] == name[2] && type[3] == name[3];
}
