using YamlDotNet.Core;
using YamlDotNet.Core.Events;

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

    public ParsingEvent? Current => _parser.Current;

    /// <exception cref="YamlException">The document is nested deeper than <see cref="Deepest"/> levels, or no YAML.</exception>
    public bool MoveNext()
    {
        if (!_parser.MoveNext())
            return false;
        var current = _parser.Current!;
        _depth += current.NestingIncrease;
        // The stream and the document are two.
        if (_depth > Deepest + 2)
            throw new SemanticErrorException(current.Start, current.End, $"it is nested deeper than {Deepest} levels");
        return true;
    }
}
