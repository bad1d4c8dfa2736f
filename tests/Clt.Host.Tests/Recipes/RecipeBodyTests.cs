using Clt.Host.Recipes;

namespace Clt.Host.Tests.Recipes;

public sealed class RecipeBodyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clt-body-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_recipe_is_compiled_once()
    {
        var recipe = Path.Combine(_folder, "once.csx");
        File.WriteAllText(recipe, $"// {Guid.NewGuid()}\nreturn Clt.Recipe.Study(\"once\");\n");
        Open().ShouldBeFalse();
        Open().ShouldBeTrue();

        bool Open()
        {
            using var body = RecipeBody.Open(new SessionOptions(recipe, [], [], Path.Combine(_folder, "runs")), _ => { }, default);
            return body.FromCache;
        }
    }
}
