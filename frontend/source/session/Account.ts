import { Api } from "../api/Api";
import type { SessionDocument } from "../api/documents";
import { Problem } from "../api/Problem";
import { Store } from "../state/Store";

/** Who uses the page. */
export type Standing =
    | { type: "unknown" }
    | { type: "signedOut" }
    | { type: "signedIn"; session: SessionDocument };

/** Signing in and out. A service without accounts is open: whoever reaches it is its operator. */
export class Account {
    readonly standing = new Store<Standing>({ type: "unknown" });

    constructor(private readonly cookieUser: () => string) {}

    /** Finds out who is signed in; a link from the address signs in first. */
    async begin(link: string | undefined): Promise<void> {
        if (link !== undefined) return this.signIn({ link });
        try {
            this.standing.set({ type: "signedIn", session: await Api.session() });
        } catch (error) {
            const problem = Problem.from(error);
            if (problem.isSignedOut) this.standing.set({ type: "signedOut" });
            // Without accounts, or without an answer, the page goes on as it can.
            else this.standing.set({ type: "signedIn", session: { auth: "open", user: this.cookieUser(), role: "admin" } });
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
        if (this.standing.value.type === "signedIn") this.standing.set({ type: "signedOut" });
    }
}
