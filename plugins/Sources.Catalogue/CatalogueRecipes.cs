namespace Clt.Plugins.Sources.Catalogue;

/// <summary>What recipes call for the folders of sets that are known by name.</summary>
[RecipeApi]
public static class CatalogueRecipes
{
    /// <summary>
    /// The folder of a set of the catalogue, which is fetched where it is in no place:
    /// <c>Files(CatalogueFolder("mine") + "/{language}.jsonl", …)</c>.
    /// </summary>
    /// <param name="name">As <c>clt list data</c> prints it.</param>
    /// <exception cref="InputException">There is no such set, or it cannot be had.</exception>
    public static string CatalogueFolder(string name) =>
        new SetStore(DataCatalogue.Entry(name, DataPlaces.Current), DataPlaces.Current).Get();

    /// <summary>
    /// The folder of all-MiniLM-L6-v2 (Wang et al. 2020), an English sentence encoder of 22 million weights: <c>.Model(MiniLm())</c>.
    /// </summary>
    public static string MiniLm() => CatalogueFolder("minilm");

    /// <summary>The folder of stories260K, a Llama of 260 thousand weights trained on TinyStories; it has no tokenizer.</summary>
    public static string Stories260K() => CatalogueFolder("stories260k");

    /// <summary>The folder of URIEL's typological vectors as lang2vec has them (Littell et al. 2017).</summary>
    public static string Lang2Vec() => CatalogueFolder("lang2vec");
}
