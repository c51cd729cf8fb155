using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>Somebody of the university's staff who may sign in. The user name is the e-mail address.</summary>
public sealed class PortalUser : IdentityUser<int>
{
    public const int NameLength = 120;

    /// <summary>As colleagues read it.</summary>
    public string Name { get; set; } = "";

    /// <summary>Language of the admin area and of letters: <c>en</c> or <c>tr</c>.</summary>
    public string Language { get; set; } = Languages.Turkish;

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>UTC; when the last invitation was sent, while none has been accepted.</summary>
    public DateTime? InvitedAt { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? LastSignInAt { get; set; }

    /// <summary>UTC; from then on nobody signs in by this account. Accounts are never deleted: history names them.</summary>
    public DateTime? DeactivatedAt { get; set; }

    public bool IsActive => DeactivatedAt is null;
}

/// <summary>The one-time address at which the first administrator is made.</summary>
public sealed class SetupLink
{
    public int Id { get; set; }

    /// <summary>SHA-256 of the token, in hexadecimal.</summary>
    public string TokenHash { get; set; } = "";

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>UTC.</summary>
    public DateTime ExpiresAt { get; set; }

    /// <summary>UTC; null while nobody has used it.</summary>
    public DateTime? UsedAt { get; set; }
}

public sealed class UserMapping :
    IEntityTypeConfiguration<PortalUser>, IEntityTypeConfiguration<SetupLink>,
    IEntityTypeConfiguration<IdentityRole<int>>, IEntityTypeConfiguration<IdentityUserRole<int>>, IEntityTypeConfiguration<IdentityUserClaim<int>>,
    IEntityTypeConfiguration<IdentityUserLogin<int>>, IEntityTypeConfiguration<IdentityUserToken<int>>, IEntityTypeConfiguration<IdentityRoleClaim<int>>
{
    public void Configure(EntityTypeBuilder<PortalUser> builder)
    {
        builder.ToTable("Users");
        builder.Property(user => user.Name).HasMaxLength(PortalUser.NameLength);
        builder.Property(user => user.Language).HasMaxLength(2);
        builder.Ignore(user => user.IsActive);
    }

    public void Configure(EntityTypeBuilder<SetupLink> builder)
    {
        builder.ToTable("SetupLinks");
        builder.Property(link => link.TokenHash).HasMaxLength(64);
        builder.HasIndex(link => link.TokenHash).IsUnique();
    }

    public void Configure(EntityTypeBuilder<IdentityRole<int>> builder)
    {
        builder.ToTable("Roles");
        builder.HasData(Roles.All.Select((role, i) => new IdentityRole<int>
        {
            Id = i + 1,
            Name = role,
            NormalizedName = role.ToUpperInvariant(),
            // Random by default, which would be another migration at every look.
            ConcurrencyStamp = role,
        }));
    }

    public void Configure(EntityTypeBuilder<IdentityUserRole<int>> builder) => builder.ToTable("UserRoles");

    public void Configure(EntityTypeBuilder<IdentityUserClaim<int>> builder) => builder.ToTable("UserClaims");

    public void Configure(EntityTypeBuilder<IdentityUserLogin<int>> builder) => builder.ToTable("UserLogins");

    public void Configure(EntityTypeBuilder<IdentityUserToken<int>> builder) => builder.ToTable("UserTokens");

    public void Configure(EntityTypeBuilder<IdentityRoleClaim<int>> builder) => builder.ToTable("RoleClaims");
}
