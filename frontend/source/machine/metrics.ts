/** One number that Prometheus reads, with its labels. */
export interface Sample {
    name: string;
    labels: Readonly<Record<string, string>>;
    value: number;
}

/** The samples of a text in Prometheus' format (0.0.4); lines of another form are passed over. */
export function samplesOf(text: string): Sample[] {
    return text.split("\n").flatMap((line) => {
        const [, name, labels = "", value] = line.match(/^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/) ?? [];
        if (name === undefined || Number.isNaN(Number(value))) return [];
        return [{ name, labels: labelsOf(labels), value: Number(value) }];
    });
}

/** What all samples of the name with these labels add up to. */
export function sumOf(samples: readonly Sample[], name: string, labels: Readonly<Record<string, string>> = {}): number {
    return matching(samples, name, labels).reduce((sum, sample) => sum + sample.value, 0);
}

/** The largest of them; 0 where there is none. */
export function largestOf(samples: readonly Sample[], name: string): number {
    return matching(samples, name, {}).reduce((most, sample) => Math.max(most, sample.value), 0);
}

/** What the samples of a name add up to for each value of a label. */
export function sumsBy(samples: readonly Sample[], name: string, label: string): [string, number][] {
    const sums = new Map<string, number>();
    for (const sample of matching(samples, name, {})) {
        const key = sample.labels[label];
        if (key !== undefined) sums.set(key, (sums.get(key) ?? 0) + sample.value);
    }
    return [...sums].sort((a, b) => b[1] - a[1]);
}

function matching(samples: readonly Sample[], name: string, labels: Readonly<Record<string, string>>): Sample[] {
    return samples.filter((sample) => sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value));
}

function labelsOf(text: string): Record<string, string> {
    const pairs = [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)];
    return Object.fromEntries(pairs.map(([, key = "", value = ""]) => [key, value.replace(/\\(.)/g, (_, one: string) => (one === "n" ? "\n" : one))]));
}
