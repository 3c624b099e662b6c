import { useEffect, useRef, useState } from "react";
import type { KindName } from "../../api/documents";
import { useShortcuts } from "../../hooks/useShortcuts";
import { kindNames, kindTitle } from "../../jobs/kinds";
import { ListView, Sorting, sortings, StateFilter, stateFilters } from "../../jobs/ListView";
import { shortcuts } from "../../keyboard/shortcuts";
import { texts } from "../../texts/texts";
import { Icon } from "../Icon/Icon";
import "./Toolbar.css";

/** Typing settles for so long before it is searched for. */
const pauseMilliseconds = 250;

interface Properties {
    view: ListView;
    onView(view: ListView): void;
}

/** What part of the list is shown, and in which order. */
export function Toolbar({ view, onView }: Properties) {
    return (
        <div className="toolbar" role="search" aria-label={texts.list.narrow}>
            <SearchField text={view.text} onText={(text) => onView({ ...view, text })} />
            <select aria-label={texts.list.state} data-testid="filter-state" value={view.state}
                onChange={(event) => onView({ ...view, state: event.target.value as StateFilter })}>
                {(Object.keys(stateFilters) as StateFilter[]).map((state) => <option key={state} value={state}>{texts.list.states[state]}</option>)}
            </select>
            <select aria-label={texts.list.kind} data-testid="filter-kind" value={view.kind ?? ""}
                onChange={(event) => onView({ ...view, kind: event.target.value === "" ? undefined : event.target.value as KindName })}>
                <option value="">{texts.list.anyKind}</option>
                {kindNames.map((kind) => <option key={kind} value={kind}>{kindTitle(kind)}</option>)}
            </select>
            <select aria-label={texts.list.sort} data-testid="sort" value={view.sort}
                onChange={(event) => onView({ ...view, sort: event.target.value as Sorting })}>
                {sortings.map((sort) => <option key={sort} value={sort}>{texts.list.sortings[sort]}</option>)}
            </select>
        </div>
    );
}

function SearchField({ text, onText }: { text: string; onText: (text: string) => void }) {
    const [typed, setTyped] = useState(text);
    const field = useRef<HTMLInputElement>(null);
    const latest = useRef(onText);
    latest.current = onText;
    useShortcuts({ [shortcuts.search]: () => field.current?.focus() });
    useEffect(() => setTyped(text), [text]);
    useEffect(() => {
        if (typed === text) return undefined;
        const timer = setTimeout(() => latest.current(typed), pauseMilliseconds);
        return () => clearTimeout(timer);
    }, [typed, text]);
    return (
        <label className="search-field">
            <Icon name="search" />
            <input ref={field} type="search" value={typed} maxLength={100} placeholder={texts.list.search} aria-label={texts.list.search}
                data-testid="search" onChange={(event) => setTyped(event.target.value)} />
        </label>
    );
}
