using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OutreachPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FeedIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_ContentItems_State_Kind_MajorChangeAt",
                table: "ContentItems",
                columns: new[] { "State", "Kind", "MajorChangeAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ContentItems_State_Kind_MajorChangeAt",
                table: "ContentItems");
        }
    }
}
