using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using OutreachPortal.Models;

namespace OutreachPortal.Services;

/// <summary>Rows to be kept as a file, sent as they are read.</summary>
/// <param name="name">Of the file, in ASCII.</param>
/// <param name="write">Writes the rows.</param>
public sealed class CsvResult(string name, Func<CsvFile, Task> write) : ActionResult
{
    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = CsvFile.MediaType;
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = "\"" + name + "\"" }.ToString();
        await using var file = new CsvFile(response.Body, Languages.Current);
        await write(file);
    }
}
