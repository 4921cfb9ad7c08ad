// The page in a preview: puts the real tag in, with what the builder wrote into the frame's name, before a visitor who
// never was here.
const {
	config,
	css = "",
	language = "en",
	direction = "ltr",
	theme = "auto",
	mark = "",
	view = "ask",
	turn,
} = JSON.parse(window.name || '{ "config": { "site": { "id": "builder" } } }');
const key = `yoursay_${config.site.id}`;

/** Takes away what an earlier visitor of this preview was remembered by. */
function forget() {
	for (const storage of [localStorage, sessionStorage]) {
		for (const name of Object.keys(storage)) if (name.startsWith(key)) storage.removeItem(name);
	}
	document.cookie = `${key}=; Path=/; Max-Age=0`;
	return new Promise((resolve) => {
		const request = indexedDB.deleteDatabase(key);
		request.onsuccess = request.onerror = request.onblocked = resolve;
	});
}

const { documentElement: root, head } = document;
root.lang = language;
root.dir = direction;
root.dataset.theme = theme;
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets = [sheet];

// Nobody leaves a preview by a link, and nothing outside is asked for.
addEventListener("click", (event) => {
	const link = event.composedPath().find((each) => each instanceof HTMLAnchorElement);
	if (link?.hasAttribute("href") && !link.getAttribute("href").startsWith("#")) event.preventDefault();
});
addEventListener("pagehide", forget);
// A view that opens takes the focus; the builder may want it back.
addEventListener("focusin", () => window.frameElement?.dispatchEvent(new Event("taken")));

await forget();
const block = document.createElement("script");
block.type = "application/json";
block.dataset.yoursayConfig = "";
block.textContent = JSON.stringify(config);
const tag = document.createElement("script");
tag.src = "/yoursay.js";
tag.dataset.checked = mark;
head.append(block, tag);

const stands = (name) => document.querySelector("your-say")?.shadowRoot?.querySelector(`[data-yoursay-view="${name}"]`);
/** Waits for a view, but not for ever: under some rules nobody is asked. */
async function comes(name) {
	for (let waited = 0; waited < 20 && !stands(name); waited++) await new Promise((resolve) => setTimeout(resolve, 50));
	return Boolean(stands(name));
}

await new Promise((resolve) => {
	tag.onload = resolve;
});
await window.yoursay.ready;
// A first layer that is a dialog would come up over the view.
const isAsked = await comes("ask");
if (view !== "ask") {
	window.yoursay.open(view);
	await comes(view);
}
parent.postMessage({ turn, isAsked }, location.origin);
