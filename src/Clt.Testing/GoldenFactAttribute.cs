using Xunit;

namespace Clt.Testing;

/// <summary>A fact that needs reference values; skipped, with the reason shown, when their folder or file is absent.</summary>
public class GoldenFactAttribute : FactAttribute
{
    /// <param name="relative">Folder or file below <see cref="SharedFolder.Golden"/>, such as <c>metrics</c>.</param>
    public GoldenFactAttribute(string relative = "") => Skip = SharedFolder.WhyAbsent(SharedFolder.Golden, relative);
}
