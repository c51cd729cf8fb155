using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OutreachPortal.Data.Migrations.SqlServer
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
                type: "nvarchar(max)",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProtectedToken",
                table: "Letters",
                type: "nvarchar(max)",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RegistrationId",
                table: "Letters",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "AccessCode",
                table: "ContentItems",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Approval",
                table: "ContentItems",
                type: "bit",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "AsksPhotographs",
                table: "ContentItems",
                type: "bit",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "AsksRecording",
                table: "ContentItems",
                type: "bit",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "AttendanceShown",
                table: "ContentItems",
                type: "bit",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ChangesUntil",
                table: "ContentItems",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "HoldMinutes",
                table: "ContentItems",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "LargestParty",
                table: "ContentItems",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "OfferHours",
                table: "ContentItems",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "OnlineSeats",
                table: "ContentItems",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RegistrationCloses",
                table: "ContentItems",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RegistrationOpens",
                table: "ContentItems",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WaitingList",
                table: "ContentItems",
                type: "nvarchar(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Headcounts",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    LectureId = table.Column<int>(type: "int", nullable: false),
                    Place = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Count = table.Column<int>(type: "int", nullable: false),
                    Method = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Note = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    UserName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
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
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    LectureId = table.Column<int>(type: "int", nullable: false),
                    Position = table.Column<int>(type: "int", nullable: false),
                    Key = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    IsRequired = table.Column<bool>(type: "bit", nullable: false),
                    OptionsEn = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true),
                    OptionsTr = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true),
                    TextEn = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    TextTr = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true)
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
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Language = table.Column<string>(type: "nvarchar(2)", maxLength: 2, nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Version = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LetterTemplates", x => new { x.Kind, x.Language });
                });

            migrationBuilder.CreateTable(
                name: "Notices",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    CreatedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    TextEn = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true),
                    TextTr = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SeatPools",
                columns: table => new
                {
                    LectureId = table.Column<int>(type: "int", nullable: false),
                    Place = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Seats = table.Column<int>(type: "int", nullable: false),
                    Taken = table.Column<int>(type: "int", nullable: false),
                    Waiting = table.Column<int>(type: "int", nullable: false),
                    LastNumber = table.Column<long>(type: "bigint", nullable: false),
                    Turn = table.Column<long>(type: "bigint", nullable: false)
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
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    LectureId = table.Column<int>(type: "int", nullable: false),
                    Place = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    State = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Ending = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true),
                    Seats = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    Email = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: false),
                    EmailKey = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: true),
                    Language = table.Column<string>(type: "nvarchar(2)", maxLength: 2, nullable: false),
                    Audience = table.Column<int>(type: "int", nullable: true),
                    School = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: true),
                    Level = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: true),
                    Pupils = table.Column<int>(type: "int", nullable: true),
                    Adults = table.Column<int>(type: "int", nullable: true),
                    AccessNeeds = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true),
                    Answers = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    NoticeId = table.Column<int>(type: "int", nullable: true),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AddressConfirmedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    HeldUntil = table.Column<DateTime>(type: "datetime2", nullable: true),
                    TicketCode = table.Column<string>(type: "nvarchar(12)", maxLength: 12, nullable: true),
                    CameAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Came = table.Column<int>(type: "int", nullable: true),
                    IsWalkIn = table.Column<bool>(type: "bit", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    RemindedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ErasedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
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
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    LectureId = table.Column<int>(type: "int", nullable: false),
                    RegistrationId = table.Column<int>(type: "int", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Came = table.Column<int>(type: "int", nullable: false),
                    IssuedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    RevokedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    RevokedReason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Version = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
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
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    RegistrationId = table.Column<int>(type: "int", nullable: false),
                    NoticeId = table.Column<int>(type: "int", nullable: false),
                    GivenAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "datetime2", nullable: true)
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
                    Hash = table.Column<string>(type: "nvarchar(43)", maxLength: 43, nullable: false),
                    RegistrationId = table.Column<int>(type: "int", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
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
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    LectureId = table.Column<int>(type: "int", nullable: false),
                    RegistrationId = table.Column<int>(type: "int", nullable: true),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Action = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    UserName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Remark = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false)
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
