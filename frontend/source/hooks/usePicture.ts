import { useEffect, useState } from "react";

/** The address that `find` resolves to; undefined until then. It is looked for anew when `key` changes. */
export function usePicture(find: () => Promise<string | undefined> | undefined, key: string): string | undefined {
    const [found, setFound] = useState<{ key: string; url: string | undefined }>();

    useEffect(() => {
        let isOver = false;
        void find()?.then((url) => isOver || setFound({ key, url }));
        return () => { isOver = true; };
    }, [key]);

    return found?.key === key ? found.url : undefined;
}
