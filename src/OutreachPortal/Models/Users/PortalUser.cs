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
    IEntityTypeConfiguration<IdentityUserLogin<int>>, IEntityTypeConfiguration<IdentityUserToken<int>>, IEntityTypeConfiguration<IdentityRoleClaim<int>>,
    IEntityTypeConfiguration<IdentityUserPasskey<int>>
{
    /// <summary>Octets. A credential's number may have 1,023 of them and has some dozens; SQL Server's keys end at 900.</summary>
    public const int CredentialIdLength = 512;

    /// <summary>Characters of the name that its owner gives a passkey.</summary>
    public const int PasskeyNameLength = 60;

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

    /// <summary>
    /// Identity's own entity, mapped here and not by its third schema: that one is chosen by a service that commands and migrations do
    /// not have, makes other tables anew for lengths of keys alone, and keeps the credential as JSON, for which a server may lack the functions.
    /// </summary>
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<int>> builder)
    {
        builder.ToTable("UserPasskeys");
        builder.HasKey(passkey => passkey.CredentialId);
        builder.Property(passkey => passkey.CredentialId).HasMaxLength(CredentialIdLength);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(passkey => passkey.UserId);
        builder.OwnsOne(passkey => passkey.Data, data => data.Property(passkey => passkey.Name).HasMaxLength(PasskeyNameLength));
        builder.Navigation(passkey => passkey.Data).IsRequired();
    }

    public void Configure(EntityTypeBuilder<IdentityRoleClaim<int>> builder) => builder.ToTable("RoleClaims");
}
