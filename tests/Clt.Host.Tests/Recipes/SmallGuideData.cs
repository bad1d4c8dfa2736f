using Clt.Host.Tests.EndToEnd;
using Clt.Testing;

namespace Clt.Host.Tests.Recipes;

/// <summary>Made-up descriptions, programs and how-tos in the layouts that the Guide's small recipes read.</summary>
internal sealed class SmallGuideData(string folder)
{
    private static readonly (string Tag, string Title, string[] Steps)[] HowTos =
    [
        ("C", "Open map {0}", ["Start the program of map {0}.", "Choose the place {0}."]),
        ("es", "Abrir el mapa {0}", ["Inicie el programa del mapa {0}.", "Elija el lugar {0}."]),
        ("fr", "Ouvrir la carte {0}", ["Lancez le programme de la carte {0}.", "Choisissez le lieu {0}."]),
        ("ja", "地図 {0} を開く", ["地図 {0} のプログラムを起動します。", "場所 {0} を選びます。"]),
        ("zh_CN", "打开地图 {0}", ["启动地图 {0} 的程序。", "选择地点 {0}。"]),
        ("ko", "지도 {0} 열기", ["지도 {0} 프로그램을 시작합니다.", "장소 {0} 을 고릅니다."]),
        ("pt", "Abrir o mapa {0}", ["Inicie o programa do mapa {0}.", "Escolha o lugar {0}."]),
        ("ru", "Открыть карту {0}", ["Запустите программу карты {0}.", "Выберите место {0}."]),
    ];

    private static readonly (string Tag, string Summary, string Text)[] Programs =
    [
        ("C", "Watch bird {0}", "This program shows the bird {0} in the garden."),
        ("fr", "Observer l'oiseau {0}", "Ce programme montre l'oiseau {0} dans le jardin."),
        ("de", "Vogel {0} beobachten", "Dieses Programm zeigt den Vogel {0} im Garten."),
        ("ko", "새 {0} 보기", "이 프로그램은 정원의 새 {0} 을 보여 줍니다."),
        ("zh_CN", "观察鸟 {0}", "这个程序显示花园里的鸟 {0}。"),
    ];

    /// <summary>A folder of lists of packages.</summary>
    public string Descriptions() => DescriptionLists.Write(Path.Combine(folder, "lists"), packages: 1300);

    /// <summary>A folder with a list of programs.</summary>
    public string Components()
    {
        var programs = Enumerable
            .Range(0, 1300)
            .Select(i =>
                $"---\nType: desktop-application\nID: p{i}\nSummary:\n"
                + string.Concat(Programs.Select(p => $"  {p.Tag}: {string.Format(p.Summary, i)}\n"))
                + "Description:\n"
                + string.Concat(Programs.Select(p => $"  {p.Tag}: \"<p>{string.Format(p.Text, i)}</p>\"\n"))
            );
        var path = Directory.CreateDirectory(Path.Combine(folder, "components")).FullName;
        File.WriteAllText(
            Path.Combine(path, "x_dep11_Components-amd64.yml"),
            "---\nFile: DEP-11\nVersion: '0.16'\n" + string.Concat(programs)
        );
        return path;
    }

    /// <summary>A folder with a package of help.</summary>
    public string Help()
    {
        var path = Directory.CreateDirectory(Path.Combine(folder, "help")).FullName;
        DebPackage.Build(
            path,
            "gnome-user-docs",
            [
                .. Enumerable
                    .Range(0, 700)
                    .SelectMany(i =>
                        HowTos.Select(h =>
                            (
                                $"usr/share/help/{h.Tag}/gnome-help/map-{i}.page",
                                Page(string.Format(h.Title, i), h.Steps.Select(s => string.Format(s, i)))
                            )
                        )
                    ),
            ]
        );
        return path;
    }

    private static string Page(string title, IEnumerable<string> steps) =>
        $"""
            <page xmlns="http://projectmallard.org/1.0/" type="topic" id="x"><title>{title}</title>
            <steps>{string.Concat(steps.Select(s => $"<item><p>{s}</p></item>"))}</steps></page>
            """;
}
