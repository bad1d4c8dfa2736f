using Clt.Testing;

namespace Clt.Engine.Tests.Tokenization.Golden;

/// <summary>A theory over the published tokenizers; skipped, with the reason shown, without goldens, npm or network.</summary>
public sealed class NpmTheoryAttribute : TheoryAttribute
{
    public NpmTheoryAttribute() => Skip = SharedFolder.WhyAbsent(SharedFolder.Golden, "tokenizers") ?? NpmFiles.WhyAbsent;
}
