import { ComposerArea } from "../components/Composer/Composer";
import { Masthead } from "../components/Masthead/Masthead";
import { Page, PageContext } from "../hooks/usePage";
import { texts } from "../texts/texts";

const nothing = () => undefined;

/**
 * The first view before any script is there, as the build writes it into index.html. Nothing of it works by itself: what a
 * person does with it is noted in `early.ts`. What is to be done with images is left empty, as one could choose it in vain.
 */
export function Shell() {
    return (
        <PageContext.Provider value={{} as Page}>
            <Masthead session={{ auth: "open", user: "", role: "admin" }} view="list" onShortcuts={nothing} />
            <main className="list-page page-width" data-shell="">
                <section className="composer card alone" aria-label={texts.composer.title}>
                    <ComposerArea request={{ kind: "ocr", options: {} }} isAlone onFiles={nothing} onSample={nothing}
                        submission={{ isUnderWay: false, problem: undefined, submit: nothing }} />
                    <div className="composer-options" />
                </section>
            </main>
        </PageContext.Provider>
    );
}
