/** A run of characters in one pair of colours; a colour is CSS, undefined for the ground's own. */
export interface AnsiRun {
    text: string;
    ink: string | undefined;
    ground: string | undefined;
}

const sixteen = [
    "#1c1f21", "#cc3a33", "#3a9a4b", "#b58a1b", "#3a6fd0", "#a34bbd", "#1f9aa3", "#c9cdcf",
    "#6c7377", "#f0605a", "#5cc46e", "#dcb03a", "#6c9bf2", "#c878e0", "#44c0c9", "#ffffff",
];

/**
 * The runs of a text with colours as terminals take them (ECMA-48 SGR: 16, 256 and true colours). Every other control
 * sequence is left out.
 */
export function ansiRuns(text: string): AnsiRun[] {
    const runs: AnsiRun[] = [];
    let [ink, ground]: [string | undefined, string | undefined] = [undefined, undefined];
    // What is between sequences, then the sequence's parameters, if it is one about colours.
    for (const part of text.split(/(\u001b\[[0-9;:?]*[@-~])/)) {
        const colours = part.match(/^\u001b\[([0-9;:]*)m$/);
        if (colours) [ink, ground] = afterColours(ink, ground, (colours[1] ?? "").split(/[;:]/).map(Number));
        else if (part !== "" && !part.startsWith("\u001b[")) runs.push({ text: part.replace(/\u001b/g, ""), ink, ground });
    }
    return runs;
}

/** The text without its colours. */
export function withoutColours(text: string): string {
    return ansiRuns(text).map((run) => run.text).join("");
}

function afterColours(
    ink: string | undefined, ground: string | undefined, codes: number[],
): [string | undefined, string | undefined] {
    for (let at = 0; at < codes.length; at += 1) {
        const code = codes[at] ?? 0;
        if (code === 0) [ink, ground] = [undefined, undefined];
        else if (code === 39) ink = undefined;
        else if (code === 49) ground = undefined;
        else if (code >= 30 && code <= 37) ink = sixteen[code - 30];
        else if (code >= 90 && code <= 97) ink = sixteen[code - 82];
        else if (code >= 40 && code <= 47) ground = sixteen[code - 40];
        else if (code >= 100 && code <= 107) ground = sixteen[code - 92];
        else if (code === 38 || code === 48) {
            const [colour, used] = extended(codes.slice(at + 1));
            if (code === 38) ink = colour;
            else ground = colour;
            at += used;
        }
    }
    return [ink, ground];
}

function extended(codes: number[]): [string | undefined, number] {
    const byte = (value: number | undefined) => Math.min(255, Math.max(0, value ?? 0));
    if (codes[0] === 2) return [`rgb(${byte(codes[1])} ${byte(codes[2])} ${byte(codes[3])})`, 4];
    if (codes[0] === 5) return [colourOf256(byte(codes[1])), 2];
    return [undefined, 1];
}

function colourOf256(number: number): string | undefined {
    if (number < 16) return sixteen[number];
    if (number >= 232) return `rgb(${Array(3).fill(8 + (number - 232) * 10).join(" ")})`;
    const level = (step: number) => (step === 0 ? 0 : 55 + step * 40);
    const cube = number - 16;
    return `rgb(${level(Math.floor(cube / 36))} ${level(Math.floor(cube / 6) % 6)} ${level(cube % 6)})`;
}
