using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Clt.Plugins.Sources.Catalogue;

/// <summary>
/// Resumable download of one file: goes on where it broke off, and keeps it only when length and checksum are what was expected, or else
/// what the server said.
/// </summary>
public sealed class Download(HttpClient client, DownloadSettings settings, Action<string> report)
{
    /// <summary>What is known of a file.</summary>
    /// <param name="Commit">The commit that the server says it is of; empty where it says none.</param>
    /// <param name="Length">In bytes, where it is known.</param>
    /// <param name="Checksum">SHA-256, or git's SHA-1 of small files, in hexadecimal digits; empty where it is not known.</param>
    public sealed record Facts(string Commit, long? Length, string Checksum);

    /// <summary>Fetches to a path; what is there of an earlier attempt is taken up.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="path">Where it goes.</param>
    /// <param name="cancel">Ends the download; what has arrived is kept.</param>
    /// <param name="expected">What the file must be, whatever the server says; null to believe the server.</param>
    /// <returns>The facts that the content was checked against.</returns>
    /// <exception cref="InputException">The file is not there, not allowed, or never arrives whole.</exception>
    public async Task<Facts> Fetch(Uri address, string path, CancellationToken cancel, Facts? expected = null)
    {
        var part = path + ".part";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var retrying = new Retrying(settings, fault => report($"{Path.GetFileName(path)}: {fault}"));
        while (true)
        {
            var before = Length(part);
            try
            {
                return await retrying.Run(ending => Whole(address, path, part, expected, ending), cancel);
            }
            catch (Exception e) when (Retrying.Passes(e))
            {
                // A server that cuts every answer short still brings the file when each brings a piece.
                if (Length(part) > before)
                    continue;
                throw new InputException(
                    $"the file does not arrive ({e.Message})",
                    Redirects.Shown(address),
                    "Try again later; what has arrived is kept."
                );
            }
        }
    }

    private async Task<Facts> Whole(Uri address, string path, string part, Facts? expected, CancellationToken cancel)
    {
        var said = await Continue(address, part, cancel);
        var facts = expected ?? said;
        if (Fault(part, facts) is { } fault)
        {
            // What is wrong as a whole cannot be mended by its end.
            File.Delete(part);
            throw new IOException(fault);
        }

        File.Move(part, path, overwrite: true);
        return facts;
    }

    private async Task<Facts> Continue(Uri address, string part, CancellationToken cancel)
    {
        var have = Length(part);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(settings.Silence);
        try
        {
            var (answer, facts) = await Ask(address, have, patience.Token);
            using var _ = answer;
            if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
                return facts;
            Refused(answer, address);
            var continues = answer.StatusCode == HttpStatusCode.PartialContent && answer.Content.Headers.ContentRange?.From == have;
            await using var file = new FileStream(part, continues ? FileMode.Append : FileMode.Create);
            await using var body = await answer.Content.ReadAsStreamAsync(patience.Token);
            var buffer = new byte[1 << 16];
            while (true)
            {
                patience.CancelAfter(settings.Silence);
                var count = await body.ReadAsync(buffer, patience.Token);
                if (count == 0)
                    break;
                await file.WriteAsync(buffer.AsMemory(0, count), patience.Token);
            }

            return facts;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing came for {settings.Silence.TotalSeconds:0.#} s");
        }
    }

    /// <summary>The answer at the end of the redirects, and what servers said on the way. Only the token's own server sees it.</summary>
    private async Task<(HttpResponseMessage Answer, Facts Facts)> Ask(Uri address, long have, CancellationToken cancel)
    {
        var redirects = new Redirects(address, settings.Server);
        var facts = new Facts("", null, "");
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (settings.Token is { } token && address.Authority == token.Server.Authority && address.Scheme == token.Server.Scheme)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Text);
            if (have > 0)
                request.Headers.Range = new RangeHeaderValue(have, null);
            var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            var moved = (int)answer.StatusCode is 301 or 302 or 303 or 307 or 308;
            facts = Read(answer, answer.StatusCode == HttpStatusCode.PartialContent ? have : 0, facts, last: !moved);
            if (!moved)
                return (answer, facts);
            using (answer)
                address = redirects.Follow(answer);
        }
    }

    /// <summary>What a server said first holds: an answer further on may come from a store behind it.</summary>
    private static Facts Read(HttpResponseMessage answer, long before, Facts known, bool last)
    {
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? values.First().Trim('"') : "";
        var content = answer.Content.Headers;
        long? whole = content.ContentRange?.Length ?? (content.ContentLength is { } rest ? before + rest : null);
        var said =
            long.TryParse(Header("X-Linked-Size"), out var size) ? size
            : last ? whole
            : null;
        var sum =
            Header("X-Linked-Etag") is { Length: > 0 } linked ? linked
            : last ? answer.Headers.ETag?.Tag.Trim('"') ?? ""
            : "";
        return new Facts(
            known.Commit.Length > 0 ? known.Commit : Header("X-Repo-Commit"),
            known.Length ?? said,
            known.Checksum.Length > 0 ? known.Checksum : sum
        );
    }

    private void Refused(HttpResponseMessage answer, Uri address)
    {
        switch (answer.StatusCode)
        {
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                throw new InputException(
                    $"{settings.Server} asks for a token that may read this",
                    Redirects.Shown(address),
                    settings.WhenDenied
                );
            case HttpStatusCode.NotFound:
                throw new InputException($"{settings.Server} has no such file or revision", Redirects.Shown(address), settings.WhenMissing);
            case var code when answer.IsSuccessStatusCode || (int)code >= 500 || code == HttpStatusCode.TooManyRequests:
                // The others are tried again.
                Retrying.Require(answer);
                break;
            case var code:
                throw new InputException(
                    $"{settings.Server} answered {(int)code} {answer.ReasonPhrase}",
                    Redirects.Shown(address),
                    settings.WhenMissing
                );
        }
    }

    /// <summary>What is wrong with what has arrived, or null.</summary>
    private static string? Fault(string part, Facts facts)
    {
        var length = Length(part);
        if (facts.Length is { } said && said != length)
            return $"{length} bytes arrived in place of {said}";
        var sum = facts.Checksum.Length switch
        {
            64 => Sum(SHA256.Create(), part, ""),
            40 => Sum(SHA1.Create(), part, $"blob {length}\0"),
            // Servers have tags of other kinds, which say nothing of the content.
            _ => facts.Checksum,
        };
        return string.Equals(sum, facts.Checksum, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"the content has another checksum ({sum} in place of {facts.Checksum})";
    }

    private static string Sum(HashAlgorithm algorithm, string path, string head)
    {
        using (algorithm)
        {
            var start = Encoding.ASCII.GetBytes(head);
            algorithm.TransformBlock(start, 0, start.Length, null, 0);
            using var stream = File.OpenRead(path);
            var buffer = new byte[1 << 16];
            for (var count = stream.Read(buffer); count > 0; count = stream.Read(buffer))
                algorithm.TransformBlock(buffer, 0, count, null, 0);
            algorithm.TransformFinalBlock([], 0, 0);
            return Convert.ToHexStringLower(algorithm.Hash!);
        }
    }

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}
