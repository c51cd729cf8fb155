using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OutreachPortal.Data.Migrations.Sqlite
{
    /// <summary>
    /// The full-text index over SearchEntries. Written by hand: EF Core knows no virtual tables (decision 7). A later
    /// migration that rebuilds SearchEntries has to make the three triggers again.
    /// </summary>
    public partial class SearchIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Generated, this would rebuild the table outside the transaction.
            migrationBuilder.Sql("ALTER TABLE ContentTexts DROP COLUMN SearchText;");
            // The words are folded already. The index holds every beginning of a word as long as SearchTerms.MaxLetters.
            migrationBuilder.Sql("""
                CREATE VIRTUAL TABLE SearchIndex USING fts5(Title, Keywords, Body,
                    content = 'SearchEntries', content_rowid = 'Id', prefix = '2 3 4 5 6 7', tokenize = 'unicode61 remove_diacritics 0');
                """);
            migrationBuilder.Sql("INSERT INTO SearchIndex(SearchIndex, rank) VALUES ('rank', 'bm25(10.0, 4.0, 1.0)');");
            migrationBuilder.Sql("""
                CREATE TRIGGER SearchEntries_Insert AFTER INSERT ON SearchEntries BEGIN
                    INSERT INTO SearchIndex(rowid, Title, Keywords, Body) VALUES (new.Id, new.Title, new.Keywords, new.Body);
                END;
                """);
            migrationBuilder.Sql("""
                CREATE TRIGGER SearchEntries_Delete AFTER DELETE ON SearchEntries BEGIN
                    INSERT INTO SearchIndex(SearchIndex, rowid, Title, Keywords, Body) VALUES ('delete', old.Id, old.Title, old.Keywords, old.Body);
                END;
                """);
            migrationBuilder.Sql("""
                CREATE TRIGGER SearchEntries_Update AFTER UPDATE OF Title, Keywords, Body ON SearchEntries BEGIN
                    INSERT INTO SearchIndex(SearchIndex, rowid, Title, Keywords, Body) VALUES ('delete', old.Id, old.Title, old.Keywords, old.Body);
                    INSERT INTO SearchIndex(rowid, Title, Keywords, Body) VALUES (new.Id, new.Title, new.Keywords, new.Body);
                END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER SearchEntries_Insert;");
            migrationBuilder.Sql("DROP TRIGGER SearchEntries_Delete;");
            migrationBuilder.Sql("DROP TRIGGER SearchEntries_Update;");
            migrationBuilder.Sql("DROP TABLE SearchIndex;");
            migrationBuilder.Sql("ALTER TABLE ContentTexts ADD COLUMN SearchText TEXT NOT NULL DEFAULT '';");
        }
    }
}
