import { Api } from "../api/Api";
import { Problem } from "../api/Problem";
import { database, request } from "../state/database";

/** Edge of the square that a thumbnail fills, in pixels of a dense screen. */
const edge = 96;
/** Larger images are not fetched for their thumbnails. */
const largestBytes = 4 << 20;
const atOnce = 2;

/**
 * Small pictures of images. Each is made once, of the file before it is sent or of the image that the service has, and is
 * then kept by the browser: a list never holds whole images.
 */
export class Thumbnails {
    private readonly urls = new Map<string, Promise<string | undefined>>();
    private readonly waiting: (() => void)[] = [];
    private running = 0;

    /** The address of the picture of what is named `key`; undefined where there can be none. */
    ofImage(key: string, url: string, bytes: number): Promise<string | undefined> {
        return this.remembered(key, async () => {
            if (bytes > largestBytes) return undefined;
            return this.inTurn(async () => small(await Api.file(url)));
        });
    }

    /** The same of a file that is about to be sent. */
    ofFile(key: string, file: Blob): Promise<string | undefined> {
        return this.remembered(key, () => this.inTurn(() => small(file)));
    }

    /** What was named by its upload is named by its job from now on. */
    async rename(from: string, to: string): Promise<void> {
        const known = this.urls.get(from);
        if (!known) return;
        this.urls.set(to, known);
        const picture = await kept(from);
        if (picture) await keep(to, picture);
        await forget(from);
    }

    private remembered(key: string, make: () => Promise<Blob | undefined>): Promise<string | undefined> {
        const known = this.urls.get(key);
        if (known) return known;
        // A picture less: an icon stands in.
        const made = this.make(key, make).catch((error: unknown) => {
            if (Problem.from(error).isSignedOut) this.urls.delete(key);
            return undefined;
        });
        this.urls.set(key, made);
        return made;
    }

    private async make(key: string, make: () => Promise<Blob | undefined>): Promise<string | undefined> {
        let picture = await kept(key);
        if (!picture) {
            picture = await make();
            if (picture) await keep(key, picture);
        }
        return picture && URL.createObjectURL(picture);
    }

    private async inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
        if (this.running >= atOnce) await new Promise<void>((resolve) => this.waiting.push(resolve));
        this.running += 1;
        try {
            return await work();
        } finally {
            this.running -= 1;
            this.waiting.shift()?.();
        }
    }
}

async function small(image: Blob): Promise<Blob> {
    const whole = await createImageBitmap(image);
    const scale = edge / Math.min(whole.width, whole.height);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = edge;
    const [width, height] = [whole.width * scale, whole.height * scale];
    const context = canvas.getContext("2d");
    if (context) context.imageSmoothingQuality = "high";
    // Of a page the beginning says most, of a picture the middle.
    context?.drawImage(whole, width > edge * 1.6 ? 0 : (edge - width) / 2, width > height ? 0 : Math.min(0, (edge - height) / 4), width, height);
    whole.close();
    return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/webp", 0.8));
}

async function kept(key: string): Promise<Blob | undefined> {
    const store = (await database("thumbnails", "readonly"))?.store;
    return store && request<Blob>(store.get(key));
}

async function keep(key: string, picture: Blob): Promise<void> {
    const store = (await database("thumbnails", "readwrite"))?.store;
    if (store) await request(store.put(picture, key));
}

async function forget(key: string): Promise<void> {
    const store = (await database("thumbnails", "readwrite"))?.store;
    if (store) await request(store.delete(key));
}
