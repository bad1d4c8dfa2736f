using System.Text.Json;
using Clt.Host.Packaging;
using Clt.Host.Scaffolding;
using Clt.Testing;

namespace Clt.Host.Tests.Packaging;

/// <summary>Templates of <c>dotnet new</c> are files of <c>clt new</c> with placeholders that the engine replaces, and no others.</summary>
public sealed class TemplateFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_kind_has_a_template_whose_placeholders_are_replaced()
    {
        TemplateFolder.Write(_folder.Path);
        var kinds = Directory.GetDirectories(_folder.Path).Select(Path.GetFileName).Order();
        kinds.ShouldBe(["adapter", "metric", "model", "objective", "recipe", "schedule", "source", "task"]);
        foreach (var kind in Directory.GetDirectories(_folder.Path))
        {
            using var read = JsonDocument.Parse(File.ReadAllText(Path.Combine(kind, ".template.config", "template.json")));
            read.RootElement.GetProperty("shortName").GetString().ShouldBe($"clt-{Path.GetFileName(kind)}");
            var replaced = read
                .RootElement.GetProperty("symbols")
                .EnumerateObject()
                .Select(s => s.Value.GetProperty("replaces").GetString()!)
                .ToList();
            foreach (var file in Directory.GetFiles(kind, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("template.json")))
            {
                var rest = replaced.Aggregate(Path.GetRelativePath(kind, file) + File.ReadAllText(file), (text, p) => text.Replace(p, ""));
                rest.ShouldNotContain("__", customMessage: file);
                rest.ShouldNotContain(RepositoryRoot.Folder);
            }
        }
    }

    [Fact]
    public void With_its_name_put_in_a_template_is_what_clt_new_writes()
    {
        TemplateFolder.Write(_folder.Combine("templates"));
        new Scaffold(ScaffoldKind.Metric, "read-date").Write(_folder.Path, ContractReference.Package);
        var written = _folder.Combine("read-date");
        foreach (var file in Directory.GetFiles(written, "*", SearchOption.AllDirectories))
        {
            var template = Path.GetRelativePath(written, file).Replace("ReadDate", "__Name__");
            var text = File.ReadAllText(_folder.Combine("templates/metric/" + template));
            text.Replace("__Name__", "ReadDate").Replace("__name__", "read-date").ShouldBe(File.ReadAllText(file), template);
        }
    }
}
