using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OutreachPortal.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Policies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsBehind",
                table: "PolicyVersionTexts",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Plain",
                table: "PolicyVersionTexts",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "PlainHtml",
                table: "PolicyVersionTexts",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateOnly>(
                name: "CommentFrom",
                table: "PolicyVersions",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "CommentUntil",
                table: "PolicyVersions",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsMajor",
                table: "PolicyVersions",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateOnly>(
                name: "PublishedOn",
                table: "PolicyVersions",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Revision",
                table: "PolicyVersions",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Stage",
                table: "PolicyVersions",
                type: "nvarchar(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "Approved");

            migrationBuilder.AddColumn<int>(
                name: "LastClause",
                table: "ContentItems",
                type: "int",
                nullable: true,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "PolicyType",
                table: "ContentItems",
                type: "nvarchar(20)",
                maxLength: 20,
                nullable: true,
                defaultValue: "Policy");

            migrationBuilder.AddColumn<DateOnly>(
                name: "ReviewRemindedOn",
                table: "ContentItems",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PolicyComments",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PolicyVersionId = table.Column<int>(type: "int", nullable: false),
                    Clause = table.Column<int>(type: "int", nullable: true),
                    Culture = table.Column<string>(type: "nvarchar(2)", maxLength: 2, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Text = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    State = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Reply = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DecidedById = table.Column<int>(type: "int", nullable: true),
                    ConcurrencyStamp = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PolicyComments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PolicyComments_PolicyVersions_PolicyVersionId",
                        column: x => x.PolicyVersionId,
                        principalTable: "PolicyVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PolicyCorrections",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PolicyVersionId = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Changes = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    NoteEn = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    NoteTr = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PolicyCorrections", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PolicyCorrections_PolicyVersions_PolicyVersionId",
                        column: x => x.PolicyVersionId,
                        principalTable: "PolicyVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PolicyDocuments",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PolicyId = table.Column<int>(type: "int", nullable: false),
                    Position = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Link = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    TitleEn = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    TitleTr = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PolicyDocuments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PolicyDocuments_ContentItems_PolicyId",
                        column: x => x.PolicyId,
                        principalTable: "ContentItems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PolicyPassages",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PolicyVersionTextId = table.Column<int>(type: "int", nullable: false),
                    Position = table.Column<int>(type: "int", nullable: false),
                    Clause = table.Column<int>(type: "int", nullable: true),
                    Number = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    Depth = table.Column<int>(type: "int", nullable: false),
                    IsHeading = table.Column<bool>(type: "bit", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Html = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PolicyPassages", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PolicyPassages_PolicyVersionTexts_PolicyVersionTextId",
                        column: x => x.PolicyVersionTextId,
                        principalTable: "PolicyVersionTexts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PolicyComments_PolicyVersionId_State_CreatedAt",
                table: "PolicyComments",
                columns: new[] { "PolicyVersionId", "State", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PolicyComments_State_CreatedAt",
                table: "PolicyComments",
                columns: new[] { "State", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PolicyCorrections_PolicyVersionId",
                table: "PolicyCorrections",
                column: "PolicyVersionId");

            migrationBuilder.CreateIndex(
                name: "IX_PolicyDocuments_PolicyId",
                table: "PolicyDocuments",
                column: "PolicyId");

            migrationBuilder.CreateIndex(
                name: "IX_PolicyPassages_PolicyVersionTextId_Clause",
                table: "PolicyPassages",
                columns: new[] { "PolicyVersionTextId", "Clause" },
                unique: true,
                filter: "[Clause] IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PolicyComments");

            migrationBuilder.DropTable(
                name: "PolicyCorrections");

            migrationBuilder.DropTable(
                name: "PolicyDocuments");

            migrationBuilder.DropTable(
                name: "PolicyPassages");

            migrationBuilder.DropColumn(
                name: "IsBehind",
                table: "PolicyVersionTexts");

            migrationBuilder.DropColumn(
                name: "Plain",
                table: "PolicyVersionTexts");

            migrationBuilder.DropColumn(
                name: "PlainHtml",
                table: "PolicyVersionTexts");

            migrationBuilder.DropColumn(
                name: "CommentFrom",
                table: "PolicyVersions");

            migrationBuilder.DropColumn(
                name: "CommentUntil",
                table: "PolicyVersions");

            migrationBuilder.DropColumn(
                name: "IsMajor",
                table: "PolicyVersions");

            migrationBuilder.DropColumn(
                name: "PublishedOn",
                table: "PolicyVersions");

            migrationBuilder.DropColumn(
                name: "Revision",
                table: "PolicyVersions");

            migrationBuilder.DropColumn(
                name: "Stage",
                table: "PolicyVersions");

            migrationBuilder.DropColumn(
                name: "LastClause",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "PolicyType",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "ReviewRemindedOn",
                table: "ContentItems");
        }
    }
}
