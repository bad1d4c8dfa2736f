using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Clt.Serving.Http;

/// <summary>Answers in JSON.</summary>
internal static class Answer
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Json<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>A value.</summary>
    public static Task Of<T>(HttpContext context, T value) => Text(context, Json(value), "application/json; charset=utf-8");

    /// <summary>A fault: what, where, and how to mend it.</summary>
    public static Task Fault(HttpContext context, int status, Problem problem)
    {
        context.Response.StatusCode = status;
        return Of(
            context,
            new
            {
                error = problem.What,
                problem.Where,
                problem.Mend,
            }
        );
    }

    /// <summary>A text of a kind.</summary>
    public static Task Text(HttpContext context, string text, string type)
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
