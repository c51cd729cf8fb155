using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OutreachPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Registration : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Facts",
                table: "Letters",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProtectedToken",
                table: "Letters",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RegistrationId",
                table: "Letters",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "AccessCode",
                table: "ContentItems",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Approval",
                table: "ContentItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "AsksPhotographs",
                table: "ContentItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "AsksRecording",
                table: "ContentItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "AttendanceShown",
                table: "ContentItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ChangesUntil",
                table: "ContentItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "HoldMinutes",
                table: "ContentItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "LargestParty",
                table: "ContentItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "OfferHours",
                table: "ContentItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "OnlineSeats",
                table: "ContentItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RegistrationCloses",
                table: "ContentItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RegistrationOpens",
                table: "ContentItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WaitingList",
                table: "ContentItems",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Headcounts",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    LectureId = table.Column<int>(type: "INTEGER", nullable: false),
                    Place = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    Method = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UserName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Headcounts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Headcounts_ContentItems_LectureId",
                        column: x => x.LectureId,
                        principalTable: "ContentItems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LectureQuestions",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    LectureId = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    IsRequired = table.Column<bool>(type: "INTEGER", nullable: false),
                    OptionsEn = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    OptionsTr = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    TextEn = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    TextTr = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LectureQuestions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LectureQuestions_ContentItems_LectureId",
                        column: x => x.LectureId,
                        principalTable: "ContentItems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LetterTemplates",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LetterTemplates", x => new { x.Kind, x.Language });
                });

            migrationBuilder.CreateTable(
                name: "Notices",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CreatedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    TextEn = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    TextTr = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SeatPools",
                columns: table => new
                {
                    LectureId = table.Column<int>(type: "INTEGER", nullable: false),
                    Place = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Seats = table.Column<int>(type: "INTEGER", nullable: false),
                    Taken = table.Column<int>(type: "INTEGER", nullable: false),
                    Waiting = table.Column<int>(type: "INTEGER", nullable: false),
                    LastNumber = table.Column<long>(type: "INTEGER", nullable: false),
                    Turn = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SeatPools", x => new { x.LectureId, x.Place });
                    table.CheckConstraint("CK_SeatPools_Taken", "[Taken] >= 0 AND [Taken] <= [Seats]");
                    table.CheckConstraint("CK_SeatPools_Waiting", "[Waiting] >= 0");
                    table.ForeignKey(
                        name: "FK_SeatPools_ContentItems_LectureId",
                        column: x => x.LectureId,
                        principalTable: "ContentItems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Registrations",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    LectureId = table.Column<int>(type: "INTEGER", nullable: false),
                    Place = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Ending = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Seats = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    EmailKey = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    Language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    Audience = table.Column<int>(type: "INTEGER", nullable: true),
                    School = table.Column<string>(type: "TEXT", maxLength: 160, nullable: true),
                    Level = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    Pupils = table.Column<int>(type: "INTEGER", nullable: true),
                    Adults = table.Column<int>(type: "INTEGER", nullable: true),
                    AccessNeeds = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Answers = table.Column<string>(type: "TEXT", nullable: true),
                    NoticeId = table.Column<int>(type: "INTEGER", nullable: true),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AddressConfirmedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    HeldUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    TicketCode = table.Column<string>(type: "TEXT", maxLength: 12, nullable: true),
                    CameAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Came = table.Column<int>(type: "INTEGER", nullable: true),
                    IsWalkIn = table.Column<bool>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    RemindedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ErasedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Registrations", x => x.Id);
                    table.CheckConstraint("CK_Registrations_Seats", "[Seats] >= 0");
                    table.ForeignKey(
                        name: "FK_Registrations_ContentItems_LectureId",
                        column: x => x.LectureId,
                        principalTable: "ContentItems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Registrations_Notices_NoticeId",
                        column: x => x.NoticeId,
                        principalTable: "Notices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Certificates",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    LectureId = table.Column<int>(type: "INTEGER", nullable: false),
                    RegistrationId = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Came = table.Column<int>(type: "INTEGER", nullable: false),
                    IssuedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RevokedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RevokedReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Certificates", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Certificates_ContentItems_LectureId",
                        column: x => x.LectureId,
                        principalTable: "ContentItems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Certificates_Registrations_RegistrationId",
                        column: x => x.RegistrationId,
                        principalTable: "Registrations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Consents",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    RegistrationId = table.Column<int>(type: "INTEGER", nullable: false),
                    NoticeId = table.Column<int>(type: "INTEGER", nullable: false),
                    GivenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Consents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Consents_Notices_NoticeId",
                        column: x => x.NoticeId,
                        principalTable: "Notices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Consents_Registrations_RegistrationId",
                        column: x => x.RegistrationId,
                        principalTable: "Registrations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RegistrationLinks",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "TEXT", maxLength: 43, nullable: false),
                    RegistrationId = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegistrationLinks", x => x.Hash);
                    table.ForeignKey(
                        name: "FK_RegistrationLinks_Registrations_RegistrationId",
                        column: x => x.RegistrationId,
                        principalTable: "Registrations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RegistrationSteps",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    LectureId = table.Column<int>(type: "INTEGER", nullable: false),
                    RegistrationId = table.Column<int>(type: "INTEGER", nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Action = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    UserName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Remark = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegistrationSteps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RegistrationSteps_Registrations_RegistrationId",
                        column: x => x.RegistrationId,
                        principalTable: "Registrations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "ContentStamp",
                columns: new[] { "Id", "Value" },
                values: new object[] { 2, 0L });

            migrationBuilder.CreateIndex(
                name: "IX_Letters_RegistrationId",
                table: "Letters",
                column: "RegistrationId");

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_Code",
                table: "Certificates",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_LectureId",
                table: "Certificates",
                column: "LectureId");

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_RegistrationId",
                table: "Certificates",
                column: "RegistrationId");

            migrationBuilder.CreateIndex(
                name: "IX_Consents_NoticeId",
                table: "Consents",
                column: "NoticeId");

            migrationBuilder.CreateIndex(
                name: "IX_Consents_RegistrationId",
                table: "Consents",
                column: "RegistrationId");

            migrationBuilder.CreateIndex(
                name: "IX_Headcounts_LectureId",
                table: "Headcounts",
                column: "LectureId");

            migrationBuilder.CreateIndex(
                name: "IX_LectureQuestions_LectureId",
                table: "LectureQuestions",
                column: "LectureId");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_Kind_Number",
                table: "Notices",
                columns: new[] { "Kind", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RegistrationLinks_RegistrationId",
                table: "RegistrationLinks",
                column: "RegistrationId");

            migrationBuilder.CreateIndex(
                name: "IX_Registrations_EmailKey_LectureId",
                table: "Registrations",
                columns: new[] { "EmailKey", "LectureId" });

            migrationBuilder.CreateIndex(
                name: "IX_Registrations_HeldUntil",
                table: "Registrations",
                column: "HeldUntil",
                filter: "[HeldUntil] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Registrations_LectureId_EmailKey",
                table: "Registrations",
                columns: new[] { "LectureId", "EmailKey" },
                unique: true,
                filter: "[EmailKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Registrations_LectureId_Place_State_Number",
                table: "Registrations",
                columns: new[] { "LectureId", "Place", "State", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Registrations_NoticeId",
                table: "Registrations",
                column: "NoticeId");

            migrationBuilder.CreateIndex(
                name: "IX_Registrations_TicketCode",
                table: "Registrations",
                column: "TicketCode",
                unique: true,
                filter: "[TicketCode] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RegistrationSteps_LectureId_Id",
                table: "RegistrationSteps",
                columns: new[] { "LectureId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RegistrationSteps_RegistrationId",
                table: "RegistrationSteps",
                column: "RegistrationId");

            migrationBuilder.CreateIndex(
                name: "IX_SeatPools_Waiting",
                table: "SeatPools",
                column: "Waiting",
                filter: "[Waiting] > 0");

            migrationBuilder.AddForeignKey(
                name: "FK_Letters_Registrations_RegistrationId",
                table: "Letters",
                column: "RegistrationId",
                principalTable: "Registrations",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Letters_Registrations_RegistrationId",
                table: "Letters");

            migrationBuilder.DropTable(
                name: "Certificates");

            migrationBuilder.DropTable(
                name: "Consents");

            migrationBuilder.DropTable(
                name: "Headcounts");

            migrationBuilder.DropTable(
                name: "LectureQuestions");

            migrationBuilder.DropTable(
                name: "LetterTemplates");

            migrationBuilder.DropTable(
                name: "RegistrationLinks");

            migrationBuilder.DropTable(
                name: "RegistrationSteps");

            migrationBuilder.DropTable(
                name: "SeatPools");

            migrationBuilder.DropTable(
                name: "Registrations");

            migrationBuilder.DropTable(
                name: "Notices");

            migrationBuilder.DropIndex(
                name: "IX_Letters_RegistrationId",
                table: "Letters");

            migrationBuilder.DeleteData(
                table: "ContentStamp",
                keyColumn: "Id",
                keyValue: 2);

            migrationBuilder.DropColumn(
                name: "Facts",
                table: "Letters");

            migrationBuilder.DropColumn(
                name: "ProtectedToken",
                table: "Letters");

            migrationBuilder.DropColumn(
                name: "RegistrationId",
                table: "Letters");

            migrationBuilder.DropColumn(
                name: "AccessCode",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "Approval",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "AsksPhotographs",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "AsksRecording",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "AttendanceShown",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "ChangesUntil",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "HoldMinutes",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "LargestParty",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "OfferHours",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "OnlineSeats",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "RegistrationCloses",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "RegistrationOpens",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "WaitingList",
                table: "ContentItems");
        }
    }
}
