// All there is of a session stands behind the # of the page's address, so that a link can be shared and nothing is stored.
const through = (bytes, stream) => new Response(new Blob([bytes]).stream().pipeThrough(stream));

/** The text of a state, pressed and in letters that an address may have. */
export async function pack(state) {
	const pressed = await through(JSON.stringify(state), new CompressionStream("deflate-raw")).arrayBuffer();
	const letters = Array.from(new Uint8Array(pressed), (byte) => String.fromCharCode(byte)).join("");
	return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** What such a text means; undefined where it means nothing. */
export async function unpack(text) {
	if (!text) return undefined;
	try {
		const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
		const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
		const state = await through(bytes, new DecompressionStream("deflate-raw")).json();
		return isState(state) ? state : undefined;
	} catch {
		return undefined;
	}
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether the form can show it; whether it is a valid configuration is the widget's to say. */
function isState({ config, look } = {}) {
	const purposes = config?.purposes ?? config?.policy?.purposes;
	const areNamed = Array.isArray(purposes) && purposes.every((each) => isObject(each) && typeof each.id === "string");
	return isObject(config) && isObject(look) && areNamed;
}
