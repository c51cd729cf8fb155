using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OutreachPortal.Data.Migrations.SqlServer
{
    /// <summary>Written by hand: lectures from before there was registration get what a new one begins with, and the seats that they have.</summary>
    public partial class LectureSeats : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                UPDATE ContentItems SET Approval = 0, WaitingList = 'None', HoldMinutes = 60, OfferHours = 24, LargestParty = 40,
                    AsksRecording = 0, AsksPhotographs = 0, AttendanceShown = 0
                WHERE Kind = 'Lecture'
                """);
            migrationBuilder.Sql("""
                INSERT INTO SeatPools (LectureId, Place, Seats, Taken, Waiting, LastNumber, Turn)
                SELECT Id, 'Hall', Seats, 0, 0, 0, 0 FROM ContentItems WHERE Kind = 'Lecture' AND Seats IS NOT NULL
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {

        }
    }
}
