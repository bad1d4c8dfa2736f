using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Clt.Yaml;

/// <summary>
/// YAML event parser with a limit of nesting: what is read of its events recurses, and a stack that overflows ends the process. Compiled
/// into each assembly that reads YAML, since plugins bring a YamlDotNet of their own.
/// </summary>
/// <param name="text">The document.</param>
internal sealed class ShallowParser(string text) : IParser
{
    /// <summary>Levels that a file of the house never needs.</summary>
    public const int Deepest = 64;

    private readonly Parser _parser = new(new StringReader(text));
    private int _depth;

    /// <summary>The documents of a text as nodes.</summary>
    /// <exception cref="YamlException">It is no YAML, or nested too deep.</exception>
    public static IList<YamlDocument> Documents(string text)
    {
        var (stream, parser) = (new YamlStream(), new ShallowParser(text));
        try
        {
            stream.Load(parser);
            return stream.Documents;
        }
        catch (ArgumentException e)
        {
            // An event where a node is expected.
            throw parser.Told(e);
        }
    }

    public ParsingEvent? Current => _parser.Current;

    /// <exception cref="YamlException">The document is nested deeper than <see cref="Deepest"/> levels, or no YAML.</exception>
    public bool MoveNext()
    {
        if (!Next())
            return false;
        var current = _parser.Current!;
        _depth += current.NestingIncrease;
        // The stream and the document are two.
        if (_depth > Deepest + 2)
            throw new SemanticErrorException(current.Start, current.End, $"it is nested deeper than {Deepest} levels");
        return true;
    }

    /// <summary>Some texts trip the scanner itself: it says so by exceptions of its own code.</summary>
    private bool Next()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception e) when (e is not YamlException)
        {
            throw Told(e);
        }
    }

    private SyntaxErrorException Told(Exception e)
    {
        var (start, end) = _parser.Current is { } last ? (last.Start, last.End) : (Mark.Empty, Mark.Empty);
        return new SyntaxErrorException(start, end, $"what follows here cannot be read ({e.Message})");
    }
}
