/**
 * Makes the page believe that somebody else came: clock, time zone, languages and privacy signal, as far as scripts can
 * ask for them. The server writes its text into a page, before the first script of that page, so it may use nothing from
 * outside itself. Keeps nothing but the address, which goes along to the site's other pages. The local hours of a `Date`
 * stay the browser's own.
 */
export function playVisitor({ zone, languages, signal, date }) {
	const show = (target, values) => {
		for (const [name, value] of Object.entries(values)) {
			Object.defineProperty(target, name, { configurable: true, enumerable: true, get: () => value });
		}
	};

	if (languages) show(Navigator.prototype, { languages: Object.freeze(languages), language: languages[0] });
	if (signal) {
		show(Navigator.prototype, { globalPrivacyControl: signal === "gpc", doNotTrack: signal === "dnt" ? "1" : null });
	}

	if (zone) {
		const inZone = (locales, options) => [locales, { ...options, timeZone: options?.timeZone ?? zone }];
		Intl.DateTimeFormat = new Proxy(Intl.DateTimeFormat, {
			apply: (real, _self, given) => real(...inZone(...given)),
			construct: (real, given, target) => Reflect.construct(real, inZone(...given), target),
		});
	}

	if (date) {
		const dayMs = 86_400_000;
		const now = Date.now;
		const dayOf = (time) =>
			Date.parse(new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(time));
		let shift = Date.parse(date) - dayOf(now());
		// A change to or from summer time in between must not move the clock over midnight.
		shift -= ((dayOf(now() + shift) - Date.parse(date)) / dayMs) * 3_600_000;
		Date.now = () => now() + shift;
		globalThis.Date = new Proxy(Date, {
			apply: (real) => new real(real.now()).toString(),
			construct: (real, given, target) => Reflect.construct(real, given.length ? given : [real.now()], target),
		});
		Date.prototype.constructor = Date;
	}

	if (globalThis.Temporal && (zone || date)) {
		const { Instant, Now } = Temporal;
		const zoned = (wanted = Now.timeZoneId()) => Now.instant().toZonedDateTimeISO(wanted);
		if (zone) Now.timeZoneId = () => zone;
		Now.instant = () => Instant.fromEpochMilliseconds(Date.now());
		Now.zonedDateTimeISO = zoned;
		Now.plainDateTimeISO = (wanted) => zoned(wanted).toPlainDateTime();
		Now.plainDateISO = (wanted) => zoned(wanted).toPlainDate();
		Now.plainTimeISO = (wanted) => zoned(wanted).toPlainTime();
	}

	// However a link is followed, and in shadow roots too.
	const { origin, search } = location;
	for (const type of ["click", "auxclick", "contextmenu"]) {
		addEventListener(
			type,
			(event) => {
				const link = event.composedPath().find((each) => each instanceof HTMLAnchorElement && each.href);
				if (link && link.origin === origin && !link.search) link.search = search;
			},
			true,
		);
	}
}
