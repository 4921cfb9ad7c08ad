/** Languages written from right to left. */
const rightToLeft = /^(?:ar|fa|he|ur)\b/;
/** Languages whose script wants no tracking, and more room between lines. */
const tall = /^(?:ar|bn|fa|he|hi|ja|ko|th|ur|zh)\b/;

/** What a language's script asks of the styles that all elements of ours have, as long as they are in it. */
export function scriptStyles(language: string): string {
	const host = `:host([lang=${language}])`;
	const direction = rightToLeft.test(language) ? `${host}{direction:rtl}` : "";
	return tall.test(language)
		? `${direction}${host} .title{letter-spacing:0}${host} :is(.title,.body){line-height:1.6}`
		: direction;
}
