/** The files that a person chose, without those that a system hides in folders. The same may then be chosen again. */
export function chosenFiles(input: HTMLInputElement): File[] {
    const files = Array.from(input.files ?? []).filter((file) => !file.name.startsWith("."));
    input.value = "";
    return files;
}
