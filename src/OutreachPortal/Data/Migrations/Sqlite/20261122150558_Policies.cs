using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OutreachPortal.Data.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Plain",
                table: "PolicyVersionTexts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "PlainHtml",
                table: "PolicyVersionTexts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateOnly>(
                name: "CommentFrom",
                table: "PolicyVersions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "CommentUntil",
                table: "PolicyVersions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsMajor",
                table: "PolicyVersions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateOnly>(
                name: "PublishedOn",
                table: "PolicyVersions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Revision",
                table: "PolicyVersions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Stage",
                table: "PolicyVersions",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "Approved");

            migrationBuilder.AddColumn<int>(
                name: "LastClause",
                table: "ContentItems",
                type: "INTEGER",
                nullable: true,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "PolicyType",
                table: "ContentItems",
                type: "TEXT",
                maxLength: 20,
                nullable: true,
                defaultValue: "Policy");

            migrationBuilder.AddColumn<DateOnly>(
                name: "ReviewRemindedOn",
                table: "ContentItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PolicyComments",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PolicyVersionId = table.Column<int>(type: "INTEGER", nullable: false),
                    Clause = table.Column<int>(type: "INTEGER", nullable: true),
                    Culture = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Text = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Reply = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DecidedById = table.Column<int>(type: "INTEGER", nullable: true),
                    ConcurrencyStamp = table.Column<Guid>(type: "TEXT", nullable: false)
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
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PolicyVersionId = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Changes = table.Column<string>(type: "TEXT", nullable: false),
                    NoteEn = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    NoteTr = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
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
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PolicyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Link = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    TitleEn = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    TitleTr = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
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
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PolicyVersionTextId = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Clause = table.Column<int>(type: "INTEGER", nullable: true),
                    Number = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Depth = table.Column<int>(type: "INTEGER", nullable: false),
                    IsHeading = table.Column<bool>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Html = table.Column<string>(type: "TEXT", nullable: false)
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
                unique: true);
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
