// What the server is asked. Everything is read; nothing is sent but names.

/** A value; throws what the server says is wrong. */
export async function ask(path, parameters = {}, cancel = undefined) {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(parameters))
        for (const one of Array.isArray(value) ? value : [value]) query.append(key, one);
    const answer = await fetch(`/api/${path}?${query}`, { signal: cancel });
    const body = await answer.json();
    if (!answer.ok) throw new Error(`${body.error} (${body.where}). ${body.mend}`);
    return body;
}

/**
 * Follows a stream of events while the page can be seen: browsers keep few connections to one place, and hidden pages need none.
 * Returns what ends it.
 */
export function follow(path, listeners, say) {
    let source = null;
    const open = () => {
        if (source || document.hidden) return;
        source = new EventSource(path);
        source.onopen = () => say("live");
        source.onerror = () => say("lost");
        for (const [name, listener] of Object.entries(listeners))
            source.addEventListener(name, event => listener(JSON.parse(event.data)));
    };
    const close = () => {
        source?.close();
        source = null;
    };
    const turn = () => (document.hidden ? close() : open());
    document.addEventListener("visibilitychange", turn);
    open();
    return () => {
        document.removeEventListener("visibilitychange", turn);
        close();
    };
}
