using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>A short text in each language. Long texts with an address of their own are <see cref="ContentText"/>.</summary>
public sealed record LocalizedText
{
    public string? En { get; set; }

    public string? Tr { get; set; }

    public string? this[string culture]
    {
        get => culture == Languages.Turkish ? Tr : En;
        set
        {
            if (culture == Languages.Turkish)
            {
                Tr = value;
            }
            else
            {
                En = value;
            }
        }
    }

    public bool IsEmpty => string.IsNullOrWhiteSpace(En) && string.IsNullOrWhiteSpace(Tr);

    /// <summary>The text in <paramref name="culture"/>, or else the other language's with its culture.</summary>
    public LocalizedFragment In(string culture)
    {
        var other = Languages.Other(culture);
        return string.IsNullOrWhiteSpace(this[culture]) && !string.IsNullOrWhiteSpace(this[other])
            ? new(this[other]!, other)
            : new(this[culture] ?? "", culture);
    }

    public LocalizedText Copy() => this with { };
}

/// <summary>A text as shown, with the language it is in.</summary>
public readonly record struct LocalizedFragment(string Text, string Culture)
{
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text);

    public override string ToString() => Text;
}

public static class LocalizedTextMapping
{
    public const int Unlimited = -1;

    /// <summary>Maps to two nullable columns, <c>{Property}En</c> and <c>{Property}Tr</c>.</summary>
    public static void LocalizedText<TEntity>(
        this EntityTypeBuilder<TEntity> entity,
        Expression<Func<TEntity, LocalizedText?>> property,
        int maxLength)
        where TEntity : class
    {
        var name = ((MemberExpression)property.Body).Member.Name;
        entity.ComplexProperty(property!, text =>
        {
            text.Property(t => t!.En).HasColumnName(name + "En").HasMaxLength(maxLength);
            text.Property(t => t!.Tr).HasColumnName(name + "Tr").HasMaxLength(maxLength);
        });
    }
}
