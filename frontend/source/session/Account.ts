import { Api } from "../api/Api";
import type { SessionDocument } from "../api/documents";
import { Problem } from "../api/Problem";
import { Store } from "../state/Store";

/** Who uses the page. */
export type Standing =
    | { type: "unknown" }
    /** Nobody has answered yet: it is taken for the open service that most are, so that one can begin. */
    | { type: "expected"; session: SessionDocument }
    | { type: "signedOut" }
    | { type: "signedIn"; session: SessionDocument };

/** Signing in and out. A service without accounts is open: whoever reaches it is its operator. */
export class Account {
    readonly standing: Store<Standing>;
    private readonly open: SessionDocument;

    /** `wasAsked` when the service asked who one is the last time. */
    constructor(cookieUser: string, wasAsked: boolean, private readonly onAsked: (isAsked: boolean) => void) {
        this.open = { auth: "open", user: cookieUser, role: "admin" };
        this.standing = new Store<Standing>(wasAsked ? { type: "unknown" } : { type: "expected", session: this.open });
    }

    /** Finds out who is signed in; a link from the address signs in first. */
    async begin(link: string | undefined): Promise<void> {
        if (link !== undefined) return this.signIn({ link });
        try {
            const session = await Api.session();
            this.onAsked(session.auth === "required");
            this.standing.set({ type: "signedIn", session });
        } catch (error) {
            const { isSignedOut } = Problem.from(error);
            if (isSignedOut) this.onAsked(true);
            // Without an answer the page goes on as it can.
            this.standing.set(isSignedOut ? { type: "signedOut" } : { type: "signedIn", session: this.open });
        }
    }

    /** @throws `Problem` */
    async signIn(credentials: { user: string; password: string } | { link: string }): Promise<void> {
        try {
            this.standing.set({ type: "signedIn", session: await Api.signIn(credentials) });
        } catch (error) {
            if ("link" in credentials) this.standing.set({ type: "signedOut" });
            throw error;
        }
    }

    async signOut(): Promise<void> {
        await Api.signOut();
        this.standing.set({ type: "signedOut" });
    }

    /** An answer said that nobody is signed in any more. */
    expired(): void {
        if (this.standing.value.type !== "signedOut") this.standing.set({ type: "signedOut" });
    }
}
