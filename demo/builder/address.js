// All there is of a session stands behind the # of the page's address, so that a link can be shared and nothing is stored.
const through = (bytes, stream) => new Blob([bytes]).stream().pipeThrough(stream);

/** The text of a state, pressed and in letters that an address may have. */
export async function pack(state) {
	const pressed = await new Response(
		through(JSON.stringify(state), new CompressionStream("deflate-raw")),
	).arrayBuffer();
	const letters = Array.from(new Uint8Array(pressed), (byte) => String.fromCharCode(byte)).join("");
	return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Read without a Response: of one whose stream breaks off, Firefox tells the console, though the error is caught. */
async function textOf(stream) {
	const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
	let text = "";
	for (let next = await reader.read(); !next.done; next = await reader.read()) text += next.value;
	return text;
}

/** What such a text means; undefined where it means nothing. */
export async function unpack(text) {
	if (!text) return undefined;
	try {
		const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
		const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
		const state = JSON.parse(await textOf(through(bytes, new DecompressionStream("deflate-raw"))));
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
