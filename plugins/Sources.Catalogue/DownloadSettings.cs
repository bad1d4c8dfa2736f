namespace Clt.Plugins.Sources.Catalogue;

/// <summary>Retry policy and credentials of a <see cref="Download"/>, and how its messages name the server.</summary>
public sealed record DownloadSettings
{
    /// <summary>How often a download that broke off is taken up again without having come further.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Wait before the second attempt; doubled each time.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the server may be silent.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A bearer token and the server that alone may see it; null for none.</summary>
    public (Uri Server, string Text)? Token { get; init; }

    /// <summary>The server's name in messages.</summary>
    public string Server { get; init; } = "the server";

    /// <summary>What to do where reading is not allowed.</summary>
    public string WhenDenied { get; init; } = "Fetch it by other means.";

    /// <summary>What to do where there is no such file.</summary>
    public string WhenMissing { get; init; } = "Correct the address.";

    // The record's own text would show the token.
    public override string ToString() => Server;
}
