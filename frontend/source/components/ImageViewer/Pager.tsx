import { texts } from "../../texts/texts";
import { Button } from "../Button/Button";
import { Icon } from "../Icon/Icon";

/** Leads from page to page. */
export function Pager({ page, pages, onPage }: { page: number; pages: number; onPage: (page: number) => void }) {
    return (
        <nav className="pager" aria-label={texts.viewer.pages} data-testid="pager">
            <Button look="quiet" aria-label={texts.viewer.previous} disabled={page === 0} onClick={() => onPage(page - 1)}><Icon name="back" /></Button>
            <span role="status">{texts.viewer.page(page + 1, pages)}</span>
            <Button look="quiet" aria-label={texts.viewer.next} disabled={page >= pages - 1} onClick={() => onPage(page + 1)}><Icon name="forward" /></Button>
        </nav>
    );
}
