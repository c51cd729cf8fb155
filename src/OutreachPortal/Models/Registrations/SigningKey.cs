using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>
/// A key pair with which the portal signs certificates for programs. Its public half stays published for ever: what was signed with it is still
/// about.
/// </summary>
public sealed class SigningKey
{
    public const int KidLength = 43;
    public const int JwkLength = 2000;

    public int Id { get; set; }

    /// <summary>SHA-256 of the public key (RFC 7638), Base64Url.</summary>
    public string Kid { get; set; } = "";

    /// <summary>PKCS #8, encrypted by data protection.</summary>
    public string ProtectedPrivateKey { get; set; } = "";

    /// <summary>The public half as JSON (RFC 7517); nothing of the private one.</summary>
    public string PublicJwk { get; set; } = "";

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>UTC; since then nothing more is signed with it.</summary>
    public DateTime? RetiredAt { get; set; }
}

public sealed class SigningKeyMapping : IEntityTypeConfiguration<SigningKey>
{
    public void Configure(EntityTypeBuilder<SigningKey> builder)
    {
        builder.ToTable("SigningKeys");
        builder.Property(key => key.Kid).HasMaxLength(SigningKey.KidLength);
        builder.Property(key => key.PublicJwk).HasMaxLength(SigningKey.JwkLength);
        builder.HasIndex(key => key.Kid).IsUnique();
    }
}
