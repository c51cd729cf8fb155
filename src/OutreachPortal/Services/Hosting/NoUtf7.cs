using System.Text;

namespace OutreachPortal.Services.Hosting;

/// <summary>
/// Reads what says to be UTF-7 as UTF-8, like every name that is not known: that one name .NET knows and refuses, so that a form with it, or with
/// it in one of its parts, would throw wherever it is read first, and again where the failure is answered.
/// </summary>
public sealed class NoUtf7 : EncodingProvider
{
    private const int CodePage = 65000;
    private static readonly string[] Names = ["utf-7", "unicode-1-1-utf-7", "unicode-2-0-utf-7", "csunicode11utf7", "x-unicode-1-1-utf-7", "x-unicode-2-0-utf-7"];
    private static readonly NoUtf7 Instance = new();

    /// <summary>For all of the process; a second time changes nothing.</summary>
    public static void Register() => Encoding.RegisterProvider(Instance);

    public override Encoding? GetEncoding(int codepage) => codepage == CodePage ? Encoding.UTF8 : null;

    public override Encoding? GetEncoding(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase) ? Encoding.UTF8 : null;
}
