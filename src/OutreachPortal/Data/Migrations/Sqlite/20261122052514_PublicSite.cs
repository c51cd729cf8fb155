using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OutreachPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PublicSite : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "BylineEn",
                table: "ContentItems",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "BylineTr",
                table: "ContentItems",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "Date",
                table: "ContentItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FileEn",
                table: "ContentItems",
                type: "TEXT",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FileTr",
                table: "ContentItems",
                type: "TEXT",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Image",
                table: "ContentItems",
                type: "TEXT",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ImageAltEn",
                table: "ContentItems",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ImageAltTr",
                table: "ContentItems",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "MajorChangeAt",
                table: "ContentItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MethodEn",
                table: "ContentItems",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MethodTr",
                table: "ContentItems",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Order",
                table: "ContentItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Places",
                table: "ContentItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Sequence",
                table: "ContentItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "StoryKind",
                table: "ContentItems",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Uid",
                table: "ContentItems",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<int>(
                name: "Year",
                table: "ContentItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Awards",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    StoryId = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Year = table.Column<int>(type: "INTEGER", nullable: true),
                    AwardedByEn = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AwardedByTr = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    TitleEn = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    TitleTr = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Awards", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Awards_ContentItems_StoryId",
                        column: x => x.StoryId,
                        principalTable: "ContentItems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SearchEntries",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ContentItemId = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Culture = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    Title = table.Column<string>(type: "TEXT", nullable: false),
                    Keywords = table.Column<string>(type: "TEXT", nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchEntries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SearchEntries_ContentItems_ContentItemId",
                        column: x => x.ContentItemId,
                        principalTable: "ContentItems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ContentItems_Kind_State_Date",
                table: "ContentItems",
                columns: new[] { "Kind", "State", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_Awards_StoryId",
                table: "Awards",
                column: "StoryId");

            migrationBuilder.CreateIndex(
                name: "IX_SearchEntries_ContentItemId_Culture",
                table: "SearchEntries",
                columns: new[] { "ContentItemId", "Culture" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Awards");

            migrationBuilder.DropTable(
                name: "SearchEntries");

            migrationBuilder.DropIndex(
                name: "IX_ContentItems_Kind_State_Date",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "BylineEn",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "BylineTr",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "Date",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "FileEn",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "FileTr",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "Image",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "ImageAltEn",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "ImageAltTr",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "MajorChangeAt",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "MethodEn",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "MethodTr",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "Order",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "Places",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "Sequence",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "StoryKind",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "Uid",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "Year",
                table: "ContentItems");
        }
    }
}
