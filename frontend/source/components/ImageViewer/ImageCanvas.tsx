import { CSSProperties, PointerEvent, useEffect, useRef, useState } from "react";
import { useElementSize } from "../../hooks/useElementSize";
import { wordsIn } from "../../text/words";
import { texts } from "../../texts/texts";
import { fitted, held, Size, Viewport, zoomed } from "../../viewer/Viewport";
import { Button } from "../Button/Button";
import { Icon } from "../Icon/Icon";
import type { WordLights } from "./ImageViewer";
import { WordBoxes } from "./WordBoxes";

interface Properties {
    /** Undefined for what browsers do not show: then the words are drawn on a sheet. */
    source: string | undefined;
    description: string;
    isScanning: boolean;
    words: WordLights;
    onBroken(): void;
}

interface Point {
    x: number;
    y: number;
}

const step = 1.4;

/** A picture that can be brought nearer and moved, and on which words can be marked. */
export function ImageCanvas({ source, description, isScanning, words, onBroken }: Properties) {
    const frame = useRef<HTMLDivElement>(null);
    const room = useElementSize(frame);
    const [natural, setNatural] = useState<Size>();
    const [view, setView] = useState<Viewport>();
    const [isMoving, setMoving] = useState(false);
    const [mark, setMark] = useState<{ from: Point; to: Point }>();
    const dragged = useRef<Point>();

    const page = words.layer?.pages[words.page];
    const quarters = page?.quarters ?? 0;
    const upright = natural && (quarters % 2 === 1 ? { width: natural.height, height: natural.width } : natural);
    const picture = source === undefined ? page : upright;
    const hasWords = page !== undefined && picture !== undefined && isAlike(page, picture) && (words.layer?.words.length ?? 0) > 0;
    const current = picture && room && held(view ?? fitted(picture, room), picture, room);
    const pans = isMoving || !hasWords;

    const zoom = (factor: number, point?: Point) => {
        if (!current || !picture || !room) return;
        setView(zoomed(current, factor, point ?? { x: room.width / 2, y: room.height / 2 }, picture, room));
    };
    useWheel(frame, (factor, point) => zoom(factor, point));

    const placeOf = (event: PointerEvent): Point => {
        const corner = frame.current?.getBoundingClientRect();
        return { x: event.clientX - (corner?.left ?? 0), y: event.clientY - (corner?.top ?? 0) };
    };
    const press = (event: PointerEvent) => {
        if (event.button !== 0 || !current) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const place = placeOf(event);
        if (pans || event.pointerType === "touch") dragged.current = place;
        else setMark({ from: place, to: place });
    };
    const move = (event: PointerEvent) => {
        const place = placeOf(event);
        if (dragged.current && current) {
            setView({ ...current, x: current.x + place.x - dragged.current.x, y: current.y + place.y - dragged.current.y });
            dragged.current = place;
        }
        if (!mark || !current || !page || !picture) return;
        setMark({ ...mark, to: place });
        words.onSelect(wordsIn(areaOnPage(mark.from, place, current, page.width / picture.width), words.page, words.layer?.words ?? []));
    };
    const release = () => {
        dragged.current = undefined;
        setMark(undefined);
    };
    return (
        <>
            <div ref={frame} className={["image-frame", pans && "pans", isScanning && "scanning"].filter(Boolean).join(" ")}
                style={{ "--ratio": picture ? picture.height / Math.max(1, picture.width) : undefined } as CSSProperties}
                onPointerDown={press} onPointerMove={move} onPointerUp={release} onPointerCancel={release} data-testid="image-frame">
                <div className="image-layer" style={current ? layerStyle(current, picture) : { visibility: "hidden" }}>
                    {source === undefined
                        ? <div className="image-sheet" role="img" aria-label={description} />
                        : <img src={source} alt={description} draggable={false} decoding="async" onError={onBroken} style={imageStyle(natural, quarters)}
                            onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => setNatural({ width: naturalWidth, height: naturalHeight })} />}
                    {hasWords && <WordBoxes page={page} words={words} isSheet={source === undefined} />}
                </div>
                {mark && <div className="image-mark" style={markStyle(mark.from, mark.to)} />}
            </div>
            <div className="image-tools" role="toolbar" aria-label={texts.viewer.tools}>
                {hasWords && (
                    <Button look="quiet" aria-pressed={isMoving} onClick={() => setMoving(!isMoving)}>{isMoving ? texts.viewer.select : texts.viewer.move}</Button>
                )}
                <Button look="quiet" aria-label={texts.viewer.nearer} title={texts.viewer.nearer} data-testid="zoom-in" onClick={() => zoom(step)}><Icon name="plus" /></Button>
                <Button look="quiet" aria-label={texts.viewer.farther} title={texts.viewer.farther} onClick={() => zoom(1 / step)}><Icon name="minus" /></Button>
                <Button look="quiet" aria-label={texts.viewer.fit} title={texts.viewer.fit} onClick={() => setView(undefined)}><Icon name="fit" /></Button>
            </div>
        </>
    );
}

/** Ctrl and the wheel, which is also what two fingers on a touchpad send: the wheel alone scrolls the page. */
function useWheel(frame: { current: HTMLElement | null }, zoom: (factor: number, point: Point) => void): void {
    const latest = useRef(zoom);
    latest.current = zoom;
    useEffect(() => {
        const element = frame.current;
        const turn = (event: WheelEvent) => {
            if (!event.ctrlKey && !event.metaKey) return;
            event.preventDefault();
            const corner = element?.getBoundingClientRect();
            latest.current(Math.exp(-event.deltaY / 300), { x: event.clientX - (corner?.left ?? 0), y: event.clientY - (corner?.top ?? 0) });
        };
        element?.addEventListener("wheel", turn, { passive: false });
        return () => element?.removeEventListener("wheel", turn);
    }, [frame]);
}

/** Whether the words' page has the picture's form: else they would light the wrong places. */
function isAlike(page: Size, picture: Size): boolean {
    return page.width > 0 && Math.abs(page.width / page.height - picture.width / picture.height) < 0.01;
}

function areaOnPage(from: Point, to: Point, view: Viewport, pageScale: number): [number, number, number, number] {
    const onPage = (place: number, offset: number) => ((place - offset) / view.scale) * pageScale;
    const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)].map((x) => onPage(x, view.x)) as [number, number];
    const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)].map((y) => onPage(y, view.y)) as [number, number];
    return [left, top, right - left, bottom - top];
}

function layerStyle(view: Viewport, picture: Size | undefined): CSSProperties {
    return { width: picture?.width, height: picture?.height, transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` };
}

function imageStyle(natural: Size | undefined, quarters: number): CSSProperties | undefined {
    if (!natural || quarters === 0) return undefined;
    const { width, height } = natural;
    const shifts = ["", `${height}px, 0`, `${width}px, ${height}px`, `0, ${width}px`];
    return { transform: `translate(${shifts[quarters]}) rotate(${quarters * 90}deg)`, transformOrigin: "0 0" };
}

function markStyle(from: Point, to: Point): CSSProperties {
    return { left: Math.min(from.x, to.x), top: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
}
