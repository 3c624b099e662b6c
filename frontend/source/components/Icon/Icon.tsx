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
    minus: <path d="M4.5 10h11" />,
    pause: <path d="M7 5v10M13 5v10" />,
    play: <path d="M7 4.5v11l8.5-5.5z" />,
    search: <><circle cx="9" cy="9" r="5.25" /><path d="m13 13 4 4" /></>,
    folder: <path d="M3 6.5a2 2 0 0 1 2-2h2.6l2 2.25H15a2 2 0 0 1 2 2v5.25a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z" />,
    camera: <><path d="M3 8a2 2 0 0 1 2-2h1.5l1.25-1.75h4.5L13.5 6H15a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z" /><circle cx="10" cy="10.75" r="2.75" /></>,
    bin: <path d="M4 6h12M8 6V4.25h4V6m-6.5 0 .75 10h7.5L14.5 6M8.5 9v4M11.5 9v4" />,
    settings: <><path d="M4 6.5h5.5m4 0H16M4 13.5h2.5m4 0H16" /><circle cx="11.5" cy="6.5" r="2" /><circle cx="8.5" cy="13.5" r="2" /></>,
    machine: <><rect x="5.5" y="5.5" width="9" height="9" rx="1.5" /><path d="M8 3v2.5M12 3v2.5M8 14.5V17M12 14.5V17M3 8h2.5M3 12h2.5M14.5 8H17M14.5 12H17" /></>,
    share: <><circle cx="5.5" cy="10" r="2" /><circle cx="14" cy="5" r="2" /><circle cx="14" cy="15" r="2" /><path d="m7.25 9 5-3M7.25 11l5 3" /></>,
    fit: <path d="M4 7.5V4h3.5M12.5 4H16v3.5M16 12.5V16h-3.5M7.5 16H4v-3.5" />,
} as const;

export type IconName = keyof typeof drawings;

/** A drawing that says nothing by itself: words stand beside it, or a label on the control around it. */
export function Icon({ name }: { name: IconName }) {
    return <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">{drawings[name]}</svg>;
}
