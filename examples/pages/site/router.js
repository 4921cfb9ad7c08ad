/** Swaps <main> instead of loading whole pages. The document, and yoursay's tag with it, stays. */
const parser = new DOMParser();

async function show(address) {
	const response = await fetch(address);
	const next = parser.parseFromString(await response.text(), "text/html");
	const swap = () => {
		const main = document.querySelector("main");
		document.title = next.title;
		main.replaceChildren(...next.querySelector("main").childNodes);
		main.focus();
	};
	if (document.startViewTransition) document.startViewTransition(swap);
	else swap();
}

/** A plain click on a link to another page of this site that nobody else, yoursay for one, has answered. */
function isOurs(event, link) {
	const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
	return isPlain && !event.defaultPrevented && link?.origin === location.origin && !link.hash && !link.target;
}

window.addEventListener("click", (event) => {
	const link = event.target.closest("a[href]");
	if (!isOurs(event, link)) return;
	event.preventDefault();
	history.pushState(null, "", link.href);
	show(link.href);
});
window.addEventListener("popstate", () => show(location.href));
