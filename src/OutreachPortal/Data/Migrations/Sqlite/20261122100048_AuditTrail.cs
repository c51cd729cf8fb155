using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OutreachPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AuditTrail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Written by hand: no code of ours, and nobody at the file, changes the trail by mistake.
            migrationBuilder.Sql("CREATE TRIGGER AuditEntries_NoUpdate BEFORE UPDATE ON AuditEntries BEGIN SELECT RAISE(ABORT, 'The audit trail is only ever added to.'); END");
            migrationBuilder.Sql("CREATE TRIGGER AuditEntries_NoReplace BEFORE INSERT ON AuditEntries WHEN EXISTS (SELECT 1 FROM AuditEntries WHERE Id = NEW.Id) BEGIN SELECT RAISE(ABORT, 'The audit trail is only ever added to.'); END");
            migrationBuilder.Sql("CREATE TRIGGER AuditEntries_NoDelete BEFORE DELETE ON AuditEntries BEGIN SELECT RAISE(ABORT, 'The audit trail is only ever added to.'); END");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER AuditEntries_NoUpdate");
            migrationBuilder.Sql("DROP TRIGGER AuditEntries_NoReplace");
            migrationBuilder.Sql("DROP TRIGGER AuditEntries_NoDelete");
        }
    }
}
