/**
 * Whether the plain first question (opt-in, no ×, no vendors) is right wherever a configured region, or else a time zone,
 * may be; none is plain, as the unknown region is. Errs on the side of no, which costs a request.
 */
export const isPlain = (zoneOrRegion: string): boolean =>
	!/A[Unu]|Ame|Can|C[AH]|FR|IT|JP|Pa|Rom|SG|Tok|US|ZA/.test(zoneOrRegion);
