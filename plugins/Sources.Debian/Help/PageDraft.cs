using System.Text;

namespace Clt.Plugins.Sources.Debian.Help;

/// <summary>A page of help as it is read, whatever its format: a title and blocks, in order.</summary>
internal sealed class PageDraft
{
    private readonly StringBuilder _text = new();
    private readonly Stack<int> _lists = new();
    private int _listCount;
    private int _itemDepth;
    private int _cells;
    private BlockKind _kind = BlockKind.Paragraph;

    public string Title { get; private set; } = "";

    public List<Block> Blocks { get; } = [];

    /// <summary>Adds text to the block that is open.</summary>
    public void Add(string text) => _text.Append(text);

    /// <summary>Begins a block. Within an item of a list it only parts words: an item is one block.</summary>
    public void Begin(BlockKind kind)
    {
        if (_itemDepth > 0)
        {
            _text.Append(' ');
            return;
        }

        End();
        _kind = kind;
    }

    /// <summary>Ends the block that is open.</summary>
    public void End()
    {
        if (_itemDepth > 0)
        {
            _text.Append(' ');
            return;
        }

        Finish(step: false);
    }

    /// <summary>Ends the block that is open and takes it as the page's title, if there was none.</summary>
    public void EndTitle()
    {
        var text = Spaces(_text.ToString());
        if (Title.Length > 0 || _itemDepth > 0)
        {
            End();
            return;
        }

        Title = text;
        _text.Clear();
        _kind = BlockKind.Paragraph;
    }

    /// <summary>Begins a list; its items are steps where it is one of steps and stands in no other item.</summary>
    public void BeginList(bool steps)
    {
        if (_itemDepth == 0)
            End();
        _lists.Push(steps && _itemDepth == 0 ? _listCount++ : -1);
    }

    public void EndList() => _lists.TryPop(out _);

    public void BeginItem()
    {
        Begin(_lists.TryPeek(out var list) && list >= 0 ? BlockKind.Step : BlockKind.Item);
        _itemDepth++;
    }

    /// <summary>Begins a row of a table, which ends as an item does: it is one block too.</summary>
    public void BeginRow()
    {
        Begin(BlockKind.Paragraph);
        _itemDepth++;
        _cells = 0;
    }

    public void BeginCell()
    {
        if (_cells++ > 0)
            _text.Append(" | ");
    }

    public void EndItem()
    {
        _itemDepth = Math.Max(0, _itemDepth - 1);
        if (_itemDepth == 0)
            Finish(_kind == BlockKind.Step);
        else
            _text.Append(' ');
    }

    private void Finish(bool step)
    {
        var text = Spaces(_text.ToString());
        _text.Clear();
        if (text.Length > 0 || step)
            Blocks.Add(new Block(_kind, text, step ? _lists.Peek() : -1));
        _kind = BlockKind.Paragraph;
    }

    /// <summary>Without spaces at the ends, and single ones within.</summary>
    private static string Spaces(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
