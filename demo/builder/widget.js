// The widget's own functions and files, as they are built: nothing of them is written a second time here.
const bundle = "/builder/own/own.js";
const get = async (address) => (await fetch(address)).json();

const [own, manifest] = await Promise.all([import(bundle), get("/builder/manifest.json")]);

export const { accent, autonym, checkConfig, checkedMark, contrast, fromTag, place, scriptStyles, settle, situate } =
	own;
export const { ask, folder, rules } = manifest;

/** Every reason for which the widget would refuse a configuration, one a line. */
export const explain = async (config) => (await import(`/${folder}/explain.js`)).explain(config);

/** Title and body of the purposes that have words of their own, in English. */
export const usual = (await import(`/${folder}/words-en.js`)).words.purposes;

const sizes = new Map();

/** What the files cost that a page in this language may ask for; asked for once. */
export function sizesIn(language) {
	if (!sizes.has(language)) sizes.set(language, get(`/builder/sizes.json?language=${language}`));
	return sizes.get(language);
}
