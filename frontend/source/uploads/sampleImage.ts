import { texts } from "../texts/texts";

/** A page of large print, drawn here, to try the service with. */
export async function sampleImage(): Promise<File> {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [900, 420];
    const context = canvas.getContext("2d");
    if (context) {
        context.fillStyle = "#fff";
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.fillStyle = "#111";
        context.font = "40px Georgia, 'DejaVu Serif', serif";
        texts.composer.sampleLines.forEach((line, index) => context.fillText(line, 60, 100 + index * 66));
    }
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    return new File(blob ? [blob] : [], texts.composer.sampleName, { type: "image/png" });
}
