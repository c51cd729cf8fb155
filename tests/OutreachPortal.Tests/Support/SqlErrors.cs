using System.Reflection;
using Microsoft.Data.SqlClient;

namespace OutreachPortal.Tests.Support;

/// <summary>What SqlClient throws when a server refuses, made without a server.</summary>
public static class SqlErrors
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic;

    /// <param name="number">Of the server's error.</param>
    public static SqlException Exception(int number)
    {
        var errors = (SqlErrorCollection)Activator.CreateInstance(typeof(SqlErrorCollection), nonPublic: true)!;
        typeof(SqlErrorCollection).GetMethod("Add", Hidden)!.Invoke(errors, [Make<SqlError>(number)]);
        var create = typeof(SqlException).GetMethods(Hidden).First(method => method.Name == "CreateException" && method.GetParameters()[0].ParameterType == typeof(SqlErrorCollection)
            && method.GetParameters() is [_, { ParameterType.Name: "String" }]);
        return (SqlException)create.Invoke(null, [errors, "16.0"])!;
    }

    /// <summary>By its shortest constructor, whose parameters differ between versions; the first number is the error's.</summary>
    private static T Make<T>(int number)
    {
        var constructor = typeof(T).GetConstructors(Hidden).OrderBy(c => c.GetParameters().Length).First();
        return (T)constructor.Invoke([.. constructor.GetParameters().Select((parameter, i) => i == 0 ? number
            : parameter.ParameterType == typeof(string) ? "refused"
            : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null)]);
    }
}
