using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace OutreachPortal.Data;

/// <summary>
/// Writes new rows of one table past the change tracker, by one prepared command of SQLite's; decision 11 says what for. Columns and conversions are
/// the model's, so that a row is the same as <c>SaveChanges</c> would have written it. Runs in the context's transaction.
/// </summary>
internal sealed class PlainInsert<T> : IDisposable
    where T : class
{
    private readonly DbCommand _command;
    private readonly List<(IClrPropertyGetter Getter, ValueConverter? Converter, DbParameter Parameter)> _columns = [];

    public PlainInsert(PortalDbContext db)
    {
        var type = db.Model.FindEntityType(typeof(T))!;
        var key = type.FindPrimaryKey()!.Properties[0];
        var names = db.GetService<ISqlGenerationHelper>();
        var table = StoreObjectIdentifier.Table(type.GetTableName()!);
        _command = db.Database.GetDbConnection().CreateCommand();
        _command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        var columns = new List<string>();
        foreach (var property in type.GetProperties().Where(property => property != key || property.ValueGenerated == ValueGenerated.Never))
        {
            var mapping = property.GetRelationalTypeMapping();
            var parameter = mapping.CreateParameter(_command, "@p" + columns.Count, null, nullable: true);
            _command.Parameters.Add(parameter);
            columns.Add(names.DelimitIdentifier(property.GetColumnName(table)!));
            _columns.Add((property.GetGetter(), mapping.Converter, parameter));
        }

        _command.CommandText = $"INSERT INTO {names.DelimitIdentifier(type.GetTableName()!)} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => "@p" + i))}) RETURNING rowid";
        _command.Prepare();
    }

    /// <summary>Writes a row and returns its number.</summary>
    /// <exception cref="DbException">The database refused it.</exception>
    public int Write(T row)
    {
        foreach (var (getter, converter, parameter) in _columns)
        {
            var value = getter.GetClrValue(row);
            parameter.Value = (converter is null || value is null ? value : converter.ConvertToProvider(value)) ?? DBNull.Value;
        }

        return (int)(long)_command.ExecuteScalar()!;
    }

    public void Dispose() => _command.Dispose();
}
