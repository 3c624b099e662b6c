import { usePage } from "../../hooks/usePage";
import { useStore } from "../../hooks/useStore";
import { texts } from "../../texts/texts";
import { Button } from "../Button/Button";
import "./NotificationOffer.css";

/** Asks, while something large is under way, whether its end shall be told. */
export function NotificationOffer() {
    const { notifier } = usePage();
    if (!useStore(notifier.asks)) return null;
    return (
        <div className="notification-offer card" data-testid="notification-offer">
            <p>{texts.notices.offer}</p>
            <Button onClick={() => void notifier.allow()}>{texts.notices.allow}</Button>
            <Button look="quiet" onClick={() => notifier.decline()}>{texts.notices.decline}</Button>
        </div>
    );
}
