import { useAnnouncement } from "../../hooks/useAnnouncement";

/** Says to screen readers what sighted people see in the list. */
export function Announcer() {
    const sentence = useAnnouncement();
    return <div role="status" aria-live="polite" className="visually-hidden" data-testid="announcer">{sentence}</div>;
}
