using System.Net;
using Microsoft.AspNetCore.Http;

namespace Clt.Serving.Http;

/// <summary>
/// Refuses what no page of ours asks: names that lead here by rebound DNS, requests of other sites' pages, methods that change something.
/// Answers carry a content security policy, so that text of data or models never runs or fetches anything.
/// </summary>
internal static class Guard
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'";

    /// <summary>Writes the headers that every answer has.</summary>
    public static void Protect(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers.CacheControl = "no-store";
    }

    /// <summary>Why a request is refused, with its status; null where it is not.</summary>
    public static (int Status, string Why)? Refusal(HttpRequest request)
    {
        if (!IsHere(request.Host.Host))
            return (StatusCodes.Status403Forbidden, "This page answers to localhost and 127.0.0.1 only.");
        if (!HttpMethods.IsGet(request.Method))
            return (StatusCodes.Status405MethodNotAllowed, "This page is read only: GET.");
        // Old browsers do not say; links from elsewhere may open the page itself.
        var from = request.Headers["Sec-Fetch-Site"].ToString();
        return from is "" or "same-origin" or "none" || request.Path == "/"
            ? null
            : (StatusCodes.Status403Forbidden, "Pages of other sites may not read this one.");
    }

    /// <summary>A name of this machine that needs no resolving. Ports differ where one is forwarded.</summary>
    private static bool IsHere(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
