import type { Row } from "./policy-rows.ts";

/** In a print everything but our host is away. */
const alone =
	"@media print{body{visibility:hidden!important;margin:0!important}body>:not(your-say){display:none!important}}";
const times = ["beforeprint", "afterprint"];

/** Opens all sections for a print, which shows a dialog alone, and closes them again after it; gives the undo. */
export function attendPrint(rows: Row[], isAlone: boolean): () => void {
	const sheet = new CSSStyleSheet();
	let closed: Row[] = [];
	const turn = ({ type }: Event) => {
		const isBefore = type === times[0];
		if (isBefore) closed = rows.filter(({ view }) => !view.open);
		for (const { view, build } of closed) {
			build(true);
			view.open = isBefore;
		}
	};
	for (const time of times) addEventListener(time, turn);
	if (isAlone) {
		sheet.replaceSync(alone);
		document.adoptedStyleSheets.push(sheet);
	}
	return () => {
		for (const time of times) removeEventListener(time, turn);
		document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
	};
}
