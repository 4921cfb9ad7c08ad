/** In a print everything but our host is away. */
const alone =
	"@media print{body{visibility:hidden!important;margin:0!important}body>:not(your-say){display:none!important}}";
const times = ["beforeprint", "afterprint"];

/** Has a print show a dialog alone; `turn` makes what stands ready for it, and puts it back after it. Gives the undo. */
export function attendPrint(isAlone: boolean, turn: (isBefore: boolean) => void): () => void {
	const sheet = new CSSStyleSheet();
	const heard = ({ type }: Event) => turn(type === times[0]);
	for (const time of times) addEventListener(time, heard);
	if (isAlone) {
		sheet.replaceSync(alone);
		document.adoptedStyleSheets.push(sheet);
	}
	return () => {
		for (const time of times) removeEventListener(time, heard);
		document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
	};
}
