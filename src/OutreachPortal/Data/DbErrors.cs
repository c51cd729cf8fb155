using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace OutreachPortal.Data;

/// <summary>What a database refused, told by the number of its error: names and messages differ by database and language.</summary>
public static class DbErrors
{
    // https://sqlite.org/rescode.html: SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY.
    private const int SqliteUnique = 2067;
    private const int SqlitePrimaryKey = 1555;

    // A unique index; a unique constraint or primary key.
    private const int SqlServerIndex = 2601;
    private const int SqlServerConstraint = 2627;

    /// <summary>Whether a save was refused because somebody else already has what has to be unique.</summary>
    public static bool IsUniqueViolation(DbUpdateException refusal) => refusal.InnerException switch
    {
        SqliteException e => e.SqliteExtendedErrorCode is SqliteUnique or SqlitePrimaryKey,
        SqlException e => e.Number is SqlServerIndex or SqlServerConstraint,
        _ => false,
    };
}
