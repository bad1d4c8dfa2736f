using System.Text;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>Lists of package descriptions in apt's format, made up, so that a recipe on Debian's descriptions needs no network.</summary>
internal static class DescriptionLists
{
    private static readonly (string Tag, string Synopsis, string Description)[] Languages =
    [
        ("en", "reader of format {0}", "Program {0} reads files of the format {0}."),
        ("fr", "lecteur du format {0}", "Le programme {0} lit des fichiers du format {0}."),
        ("de", "Leser des Formats {0}", "Das Programm {0} liest Dateien des Formats {0}."),
        ("ja", "形式 {0} の読み取り", "プログラム {0} は形式 {0} のファイルを読みます。"),
        ("es", "lector del formato {0}", "El programa {0} lee archivos del formato {0}."),
        ("pt_BR", "leitor do formato {0}", "O programa {0} lê arquivos do formato {0}."),
        ("ko", "{0} 형식 리더", "프로그램 {0} 은 {0} 형식의 파일을 읽습니다."),
        ("ru", "читатель формата {0}", "Программа {0} читает файлы формата {0}."),
    ];

    /// <summary>Writes a list a language (en fr de ja es pt_BR ko ru) of the same packages and gives the folder.</summary>
    public static string Write(string folder, int packages)
    {
        Directory.CreateDirectory(folder);
        foreach (var (tag, synopsis, description) in Languages)
        {
            var text = new StringBuilder();
            for (var i = 0; i < packages; i++)
            {
                var name = $"x{i}";
                text.Append($"Package: {name}\nDescription-md5: {i:x32}\nDescription-{tag}: {string.Format(synopsis, name)}\n")
                    .Append($" {string.Format(description, name)}\n\n");
            }

            File.WriteAllText(
                Path.Combine(folder, $"example.org_debian_dists_stable_main_i18n_Translation-{tag.Replace("_", "%5f")}"),
                text.ToString()
            );
        }

        return folder;
    }
}
