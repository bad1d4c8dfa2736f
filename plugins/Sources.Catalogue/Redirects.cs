namespace Clt.Plugins.Sources.Catalogue;

/// <summary>
/// Redirects of one download: followed where they lead to a web server by a way that is no less safe, refused by their fault elsewhere.
/// </summary>
/// <param name="first">What was asked for.</param>
/// <param name="server">The server's name in messages.</param>
public sealed class Redirects(Uri first, string server)
{
    private const int Most = 5;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal) { first.AbsoluteUri };
    private Uri _now = first;

    /// <summary>Where an answer leads.</summary>
    /// <exception cref="InputException">It leads nowhere, in a circle, too far, or where no data should be fetched from.</exception>
    public Uri Follow(HttpResponseMessage answer)
    {
        Uri next;
        try
        {
            next = answer.Headers.Location is { } location ? new Uri(_now, location) : throw Refused("redirects without saying where");
        }
        catch (UriFormatException)
        {
            throw Refused("redirects to what is no address");
        }

        if (next.Scheme is not ("http" or "https"))
            throw Refused($"redirects to an address of the scheme '{next.Scheme}'");
        if (_now.Scheme == "https" && next.Scheme == "http")
            throw Refused($"redirects to {next.Host} without encryption (http), where the data could be changed on the way");
        if (!_seen.Add(next.AbsoluteUri))
            throw Refused("redirects in a circle");
        if (_seen.Count > Most + 1)
            throw Refused($"redirects more than {Most} times");
        return _now = next;
    }

    /// <summary>An address for messages, without a password or what may be a signature in it.</summary>
    public static string Shown(Uri address) =>
        address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private InputException Refused(string what) =>
        new(
            $"{server} {what}",
            Shown(_now),
            "Correct the address (HF_ENDPOINT for a mirror of the hub), or fetch the files by other means."
        );
}
