/** Hands the visitor a file. Nothing leaves the page. */
export function saveFile(name: string, type: string, text: string): void {
	const link = document.createElement("a");
	link.href = URL.createObjectURL(new Blob([text], { type }));
	link.download = name;
	link.click();
	// Some engines read it after the click has returned.
	setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
