import "./Icon.css";

const drawings = {
    image: <><rect x="3" y="3.5" width="14" height="13" rx="2" /><circle cx="7.5" cy="8" r="1.25" /><path d="m3.5 14.5 4-3.5 3 2.5 2.5-2 3.5 3" /></>,
    clock: <><circle cx="10" cy="10" r="7" /><path d="M10 6v4.25l2.75 1.5" /></>,
    check: <path d="m4.5 10.5 3.5 3.5 7.5-8" />,
    cross: <path d="m5.5 5.5 9 9m0-9-9 9" />,
    alert: <><circle cx="10" cy="10" r="7" /><path d="M10 6.5v4.25M10 13.25v.25" /></>,
    copy: <><rect x="7" y="7" width="9.5" height="9.5" rx="2" /><path d="M13 7V5.5a2 2 0 0 0-2-2H5.5a2 2 0 0 0-2 2V11a2 2 0 0 0 2 2H7" /></>,
    download: <path d="M10 3.5v9m-3.75-3.5L10 12.75 13.75 9M4 16.5h12" />,
    back: <path d="M11.5 4.5 6 10l5.5 5.5" />,
    forward: <path d="M8.5 5.5 13 10l-4.5 4.5" />,
    again: <path d="M15.75 8.25A6.25 6.25 0 1 0 16.25 11M16 4.25v4h-4" />,
    plus: <path d="M10 4.5v11M4.5 10h11" />,
} as const;

export type IconName = keyof typeof drawings;

/** A drawing that says nothing by itself: words stand beside it, or a label on the control around it. */
export function Icon({ name }: { name: IconName }) {
    return <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">{drawings[name]}</svg>;
}
