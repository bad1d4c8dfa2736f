using Xunit;

namespace Clt.Testing;

/// <summary>A fact that needs real data; skipped, with the reason shown, when it is absent.</summary>
public sealed class DataFactAttribute : FactAttribute
{
    /// <param name="relative">Folder or file below <see cref="SharedFolder.Data"/>, such as <c>stories260k</c>.</param>
    public DataFactAttribute(string relative) => Skip = SharedFolder.WhyAbsent(SharedFolder.Data, relative);
}
