using System.Globalization;
using System.Reflection;
using System.Text;

namespace VerifyTests.Internal;

/// <summary>Makes the path of a snapshot: folder, class, method and parameters.</summary>
internal static class SnapshotName
{
    /// <returns>The path without <c>.verified.txt</c>.</returns>
    public static string PathOf(VerifySettings settings, string sourceFolder, MethodInfo? test)
    {
        var folder = Path.GetFullPath(Path.Combine(sourceFolder, settings.Directory ?? ""));
        return Path.Combine(folder, settings.FileName ?? NameOf(settings, test));
    }

    private static string NameOf(VerifySettings settings, MethodInfo? test)
    {
        if (test is null && (settings.TypeName is null || settings.MethodName is null))
        {
            throw new VerifyException(
                "The test is not known. Add [assembly: VerifyXunit.UseVerify] to the test project, or use UseFileName."
            );
        }

        var name = new StringBuilder($"{settings.TypeName ?? TypeName(test!.ReflectedType!)}.{settings.MethodName ?? test!.Name}");
        var parameters = test?.GetParameters() ?? [];
        for (var i = 0; i < settings.Parameters.Length; i++)
        {
            var label = i < parameters.Length ? parameters[i].Name + "=" : "";
            name.Append('_').Append(label).Append(Convert.ToString(settings.Parameters[i], CultureInfo.InvariantCulture) ?? "null");
        }

        foreach (var invalid in "<>:\"/\\|?*\0".Where(c => name.ToString().Contains(c)))
            name.Replace(invalid, '-');
        return name.ToString();
    }

    private static string TypeName(Type type) => type.DeclaringType is { } outer ? $"{TypeName(outer)}.{type.Name}" : type.Name;
}
