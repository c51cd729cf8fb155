using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace OutreachPortal.Data;

/// <summary>What a database refused, told by the number of its error: names and messages differ by database and language.</summary>
public static class DbErrors
{
    // https://sqlite.org/rescode.html: SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_CHECK.
    private const int SqliteUnique = 2067;
    private const int SqlitePrimaryKey = 1555;

    private const int SqliteCheck = 275;

    // A unique index; a unique constraint or primary key.
    private const int SqlServerIndex = 2601;
    private const int SqlServerConstraint = 2627;

    // A check constraint, or a foreign key.
    private const int SqlServerConflict = 547;

    /// <summary>Whether a save was refused because somebody else already has what has to be unique.</summary>
    public static bool IsUniqueViolation(DbUpdateException refusal) => refusal.InnerException switch
    {
        SqliteException e => e.SqliteExtendedErrorCode is SqliteUnique or SqlitePrimaryKey,
        SqlException e => e.Number is SqlServerIndex or SqlServerConstraint,
        _ => false,
    };

    /// <summary>Whether a save was refused because a row would have held what none may, such as one seat too many.</summary>
    public static bool IsCheckViolation(DbUpdateException refusal) => refusal.InnerException switch
    {
        SqliteException e => e.SqliteExtendedErrorCode == SqliteCheck,
        SqlException e => e.Number == SqlServerConflict && e.Message.Contains("CHECK", StringComparison.Ordinal),
        _ => false,
    };
}
