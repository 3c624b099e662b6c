import { useEffect, useState } from "react";

/** An address for the content of `file`, valid while the component is shown. */
export function useObjectURL(file: Blob): string | undefined {
    const [url, setURL] = useState<string>();

    useEffect(() => {
        const made = URL.createObjectURL(file);
        setURL(made);
        return () => URL.revokeObjectURL(made);
    }, [file]);

    return url;
}
