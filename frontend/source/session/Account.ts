import { Api } from "../api/Api";
import type { SessionDocument } from "../api/documents";
import { Problem } from "../api/Problem";
import { Store } from "../state/Store";

/** Who uses the page. */
export type Standing =
    | { type: "unknown" }
    /** Nobody has answered yet: it is taken for the open service that most are, so that one can begin. */
    | { type: "expected"; session: SessionDocument }
    /** `problem` when it is because a link did not sign in. */
    | { type: "signedOut"; problem?: Problem | undefined }
    | { type: "signedIn"; session: SessionDocument };

/** Signing in and out. A service without accounts is open: whoever reaches it is its operator. */
export class Account {
    readonly standing: Store<Standing>;
    private readonly open: SessionDocument;

    /** `wasAsked` when the service is known for asking who one is. */
    constructor(cookieUser: string, wasAsked: boolean, private readonly onAsked: (isAsked: boolean) => void) {
        this.open = { auth: "open", user: cookieUser, role: "admin" };
        this.standing = new Store<Standing>(wasAsked ? { type: "unknown" } : { type: "expected", session: this.open });
    }

    /** Finds out who is signed in; a link from the address signs in first. */
    async begin(link: string | undefined): Promise<void> {
        let problem: Problem | undefined;
        if (link !== undefined) {
            try {
                return await this.signIn({ link });
            } catch (error) {
                problem = Problem.from(error); // Of nobody's interest to who is signed in already.
            }
        }
        try {
            const session = await Api.session();
            this.onAsked(session.auth === "required");
            this.found({ type: "signedIn", session });
        } catch (error) {
            const { isSignedOut } = Problem.from(error);
            if (isSignedOut) this.onAsked(true);
            // Without an answer the page goes on as it can.
            this.found(isSignedOut || problem ? { type: "signedOut", problem } : { type: "signedIn", session: this.open });
        }
    }

    /** @throws `Problem` */
    async signIn(credentials: { user: string; password: string } | { link: string }): Promise<void> {
        const session = await Api.signIn(credentials);
        this.onAsked(true);
        this.standing.set({ type: "signedIn", session });
    }

    async signOut(): Promise<void> {
        await Api.signOut().catch((error: unknown) => {
            if (!Problem.from(error).isSignedOut) throw error;
        });
        this.standing.set({ type: "signedOut" });
    }

    /** An answer said that nobody is signed in any more. */
    expired(): void {
        if (this.standing.value.type !== "signedOut") this.standing.set({ type: "signedOut" });
    }

    /** Somebody may have signed in while it was found out. */
    private found(standing: Standing): void {
        if (this.standing.value.type !== "signedIn") this.standing.set(standing);
    }
}
