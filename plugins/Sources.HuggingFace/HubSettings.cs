using Clt.Plugins.Sources.Catalogue;

namespace Clt.Plugins.Sources.HuggingFace;

/// <summary>Where the hub is and who asks. The token is read here, sent in one header, and stands in no message, setting or file.</summary>
/// <param name="Hub">Address of the hub.</param>
/// <param name="Rows">Address of the rows service.</param>
/// <param name="Token">Of the user, or null.</param>
/// <param name="Offline">Whether nothing may be fetched.</param>
internal sealed record HubSettings(Uri Hub, Uri Rows, string? Token, bool Offline)
{
    /// <summary>How often a download that broke off is taken up again without having come further.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Wait before the second attempt; doubled each time.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the server may be silent.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The same, for downloads of files.</summary>
    public DownloadSettings Downloads =>
        new()
        {
            Attempts = Attempts,
            Pause = Pause,
            Silence = Silence,
            Token = Token is null ? null : (Hub, Token),
            Server = "the hub",
            WhenDenied = "Set HF_TOKEN, and accept the set's terms on its page.",
            WhenMissing = "Correct repository, revision or path.",
        };

    /// <summary>The same, for models.</summary>
    public DownloadSettings Models =>
        Downloads with
        {
            WhenDenied = "Set HF_TOKEN, and accept the model's terms on its page.",
            WhenMissing = "Correct the model's name or revision.",
        };

    /// <summary>From the variables that the hub's own tools read: HF_ENDPOINT, HF_TOKEN, HF_HUB_OFFLINE; and HF_ROWS_ENDPOINT.</summary>
    /// <exception cref="InputException">An address is none.</exception>
    public static HubSettings FromEnvironment() =>
        new(
            Address("HF_ENDPOINT", "https://huggingface.co"),
            Address("HF_ROWS_ENDPOINT", "https://datasets-server.huggingface.co"),
            Environment.GetEnvironmentVariable("HF_TOKEN") is { Length: > 0 } token ? token.Trim() : null,
            Environment.GetEnvironmentVariable("HF_HUB_OFFLINE") is "1" or "true" or "TRUE" or "yes" or "YES" or "on" or "ON"
        );

    // The record's own text would show the token.
    public override string ToString() => $"{Hub}{(Offline ? ", offline" : "")}";

    private static Uri Address(string variable, string otherwise)
    {
        var text = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set ? set : otherwise;
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")
            ? uri
            : throw new InputException($"'{text}' is no address", $"environment, {variable}", "Give one that starts with https://.");
    }
}
