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
            // What the index is made of. Scope holds words that no text has, because a dot is no letter: the kind, the whole title,
            // and each word of the title. So a look-up finds the policies, or what is called so, among any number of texts that
            // say the same somewhere else: the index goes through all that have a word to see in which column it stands.
            migrationBuilder.Sql("""
                CREATE VIEW SearchWords AS
                    SELECT Id, Title, Keywords, Body, '··' || Kind || ' §' || replace(Title, ' ', '§') || ' ·' || replace(Title, ' ', ' ·') AS Scope FROM SearchEntries;
                """);
            // The words are folded already, with one space between them, and all that is not ASCII is a letter to the tokenizer.
            // The index holds every beginning of a word as long as SearchTerms.MaxLetters, and one more for the dot. Places within a text are not kept:
            // no query asks for phrases, and excerpts are made from the text as it reads.
            migrationBuilder.Sql("""
                CREATE VIRTUAL TABLE SearchIndex USING fts5(Title, Keywords, Body, Scope,
                    content = 'SearchWords', content_rowid = 'Id', prefix = '2 3 4 5 6 7 8', tokenize = 'ascii', detail = 'column', columnsize = 0);
                """);
            migrationBuilder.Sql("""
                CREATE TRIGGER SearchEntries_Insert AFTER INSERT ON SearchEntries BEGIN
                    INSERT INTO SearchIndex(rowid, Title, Keywords, Body, Scope)
                        SELECT Id, Title, Keywords, Body, Scope FROM SearchWords WHERE Id = new.Id;
                END;
                """);
            migrationBuilder.Sql("""
                CREATE TRIGGER SearchEntries_Delete AFTER DELETE ON SearchEntries BEGIN
                    INSERT INTO SearchIndex(SearchIndex, rowid, Title, Keywords, Body, Scope)
                        VALUES ('delete', old.Id, old.Title, old.Keywords, old.Body, '··' || old.Kind || ' §' || replace(old.Title, ' ', '§') || ' ·' || replace(old.Title, ' ', ' ·'));
                END;
                """);
            migrationBuilder.Sql("""
                CREATE TRIGGER SearchEntries_Update AFTER UPDATE OF Title, Keywords, Body ON SearchEntries BEGIN
                    INSERT INTO SearchIndex(SearchIndex, rowid, Title, Keywords, Body, Scope)
                        VALUES ('delete', old.Id, old.Title, old.Keywords, old.Body, '··' || old.Kind || ' §' || replace(old.Title, ' ', '§') || ' ·' || replace(old.Title, ' ', ' ·'));
                    INSERT INTO SearchIndex(rowid, Title, Keywords, Body, Scope)
                        SELECT Id, Title, Keywords, Body, Scope FROM SearchWords WHERE Id = new.Id;
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
            migrationBuilder.Sql("DROP VIEW SearchWords;");
            migrationBuilder.Sql("ALTER TABLE ContentTexts ADD COLUMN SearchText TEXT NOT NULL DEFAULT '';");
        }
    }
}
