// What two texts have in common, word by word; letter by letter where a script writes no spaces.

const MOST = 700;

/** The second text in pieces: [text, same], same telling what it shares with the first. */
export function against(reference, text) {
    const [a, b] = [words(reference), words(text)];
    if (a.length === 0 || b.length === 0 || a.length > MOST || b.length > MOST) return [[text, reference === text]];
    const length = table(a, b);
    const pieces = [];
    for (let i = 0, j = 0; j < b.length;) {
        if (i < a.length && a[i] === b[j]) (pieces.push([b[j++], true]), i++);
        else if (i < a.length && length[i + 1][j] >= length[i][j + 1]) i++;
        else pieces.push([b[j++], false]);
    }
    return joined(pieces);
}

/** The length of the longest common subsequence of what follows each pair of places. */
function table(a, b) {
    const length = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
    for (let i = a.length - 1; i >= 0; i--)
        for (let j = b.length - 1; j >= 0; j--)
            length[i][j] = a[i] === b[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
    return length;
}

function words(text) {
    return text.match(/\s+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+|[^\s]/gu) ?? [];
}

function joined(pieces) {
    const found = [];
    for (const [text, same] of pieces) {
        if (found.length > 0 && found.at(-1)[1] === same) found.at(-1)[0] += text;
        else found.push([text, same]);
    }
    return found;
}
