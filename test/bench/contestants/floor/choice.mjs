// Storing, and starting scripts: what every page view needs.
const key = "choice";

export function read() {
	try {
		return JSON.parse(localStorage.getItem(key));
	} catch {
		return null; // storage is blocked
	}
}

export function start(granted) {
	for (const held of document.querySelectorAll("script[data-purpose]"))
		if (granted.includes(held.dataset.purpose))
			held.replaceWith(Object.assign(document.createElement("script"), { src: held.dataset.src }));
}

export function save(granted) {
	try {
		localStorage.setItem(key, JSON.stringify({ time: Date.now(), granted }));
	} catch {} // storage is blocked
	start(granted);
}
