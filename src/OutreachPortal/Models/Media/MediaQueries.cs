using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;

namespace OutreachPortal.Models;

/// <summary>What lists of files ask.</summary>
public static class MediaQueries
{
    /// <summary>Characters; what was typed beyond is not looked for.</summary>
    private const int LongestQuery = ContentText.TitleLength;

    /// <summary>Words of a search beyond this one narrow it no further.</summary>
    private const int MostWords = 8;

    /// <summary>Files whose name or description holds the words as typed; of capitals the first and all are tried, the Turkish ones too.</summary>
    public static IQueryable<MediaFile> Called(this IQueryable<MediaFile> files, string? typed)
    {
        if (string.IsNullOrEmpty(typed))
        {
            return files;
        }

        // Not through the middle of a character, which no database takes.
        var text = string.Concat(typed[..Math.Min(typed.Length, LongestQuery)].EnumerateRunes().Where(rune => rune.Value != 0).Select(rune => rune.ToString()));
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MostWords))
        {
            // LIKE knows the capitals of English only.
            var turkish = Languages.CultureOf(Languages.Turkish).TextInfo;
            var (typedSo, lower, upper) = (LikePattern.Containing(word), LikePattern.Containing(turkish.ToLower(word)), LikePattern.Containing(turkish.ToUpper(word)));
            var first = LikePattern.Containing(turkish.ToUpper(word[..1]) + turkish.ToLower(word[1..]));
            files = files.Where(file =>
                EF.Functions.Like(file.OriginalName, typedSo, LikePattern.Escape) || EF.Functions.Like(file.OriginalName, lower, LikePattern.Escape)
                || EF.Functions.Like(file.OriginalName, upper, LikePattern.Escape) || EF.Functions.Like(file.OriginalName, first, LikePattern.Escape)
                || EF.Functions.Like(file.Alt.En!, typedSo, LikePattern.Escape) || EF.Functions.Like(file.Alt.En!, lower, LikePattern.Escape)
                || EF.Functions.Like(file.Alt.En!, upper, LikePattern.Escape) || EF.Functions.Like(file.Alt.En!, first, LikePattern.Escape)
                || EF.Functions.Like(file.Alt.Tr!, typedSo, LikePattern.Escape) || EF.Functions.Like(file.Alt.Tr!, lower, LikePattern.Escape)
                || EF.Functions.Like(file.Alt.Tr!, upper, LikePattern.Escape) || EF.Functions.Like(file.Alt.Tr!, first, LikePattern.Escape)
                || EF.Functions.Like(file.Name, typedSo, LikePattern.Escape));
        }

        return files;
    }
}
