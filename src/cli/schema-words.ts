/**
 * The words of the vocabulary in `types/` for editors, by the key that an object stands under and the key in it; a test
 * holds them to the comments there.
 */
const words: Record<string, string | undefined> = {
	"adobe.instance": 'Name of the Web SDK\'s global function. Default: "alloy".',
	"changes.noticeDays": "Days between telling of a material change and its effect.",
	"changes.objectionDays": "Days in which a new or replaced recipient can be objected to.",
	"changes.objectionRegimes": "Whom the text gives these days. Default: everybody.",
	"children.minimumAge": "Years; the service is not for anybody younger.",
	"clarity.types":
		"Which purpose governs each of Clarity's types. Default: ad_Storage: marketing, analytics_Storage: analytics.",
	"collected.items": "What belongs to it, or is said of it.",
	"collected.source": "Where it comes from: given by the visitor, observed, or got from somebody else.",
	"config.$schema": "Address of the JSON Schema, for editors; nothing else reads it.",
	"config.doNotTrack": "Treat Do Not Track like Global Privacy Control. Default: false.",
	"config.endpoint": "Base address of the collector; without it records stay on the device.",
	"config.integrations": "Others on the page that are told of each choice. `true` takes the defaults.",
	"config.languages": "`default`: the language, whatever page and browser say. `texts`: your own words over ours.",
	"config.layout": 'How the first layer stands. Default: "box".',
	"config.minimumAge":
		"Years: a visitor who states a lower age keeps everything optional off. Default: that of the region's rule.",
	"config.onError": "Told of every refusal and failure, beside the console.",
	"config.onWithdraw": 'After withdrawing what already ran. Default: "reload".',
	"config.policy":
		"The policy's address (one that ends in `.json` is that of a policy document), what is known of it, or the document itself.",
	"config.position": 'Where a box stands: below, or above with `top-`; of a bar only whether above. Default: "start".',
	"config.purposes":
		"What visitors are asked about. Default: those of a policy document in `policy`, else necessary, functional, analytics, marketing.",
	"config.regime": "One regime everywhere. Default: that of the region's rule.",
	"config.region":
		"ISO 3166-2 code of the visitor's region, where the server knows it. Default: a guess from time zone and languages.",
	"config.revision":
		"Raise it to ask everyone again, within the pause after a refusal too: for changes that matter. Default: 0.",
	"config.rules": "Your own over the table's, by region code, `US`, or `*` for everywhere; the nearest wins.",
	"config.site": "Who asks.",
	"config.storage": "`cookie.domain` shares the choice with subdomains.",
	"config.theme": 'Its colours; `auto` follows the visitor\'s system. Default: "auto".',
	"config.trigger":
		"The floating button that opens the preferences. Default: true unless the page has an element with `data-yoursay-open`; where a link is due, unless one of these has `data-yoursay-label`; false in an application.",
	"contacts.address": "Postal, on one line.",
	"contacts.kind": "What it is for.",
	"contacts.url": "http, https, tel or relative.",
	"content.effectiveDate": "ISO date.",
	"content.lastUpdated": "ISO date.",
	"content.notCollected": "What the text says is not collected.",
	"content.recipientsUrl": "Where the list of recipients is kept up to date.",
	"content.responseDays": "Days in which a request is answered.",
	"content.security": "Measures that protect the data (GDPR Article 32), and what is said about them.",
	"content.url": "Where the full text is.",
	"controller.address": "Postal, on one line.",
	"controller.contact": "How to reach them: an e-mail address, for instance.",
	"cookie.domain": "Shares the choice with subdomains. Default: this host.",
	"cookies.description": "What it is for.",
	"cookies.duration": 'How long it is kept, in words the visitor reads: "13 months".',
	"cookies.name": "Exact name, or a prefix when it ends in `*` (`_ga_*`).",
	"dpo.address": "Postal, on one line.",
	"dpo.region": "Whom a representative stands for towards; no officer has it.",
	"google.types":
		"Which purpose governs each of Google's types. Default: ads: marketing, analytics: analytics, functionality and personalization: functional, security: necessary.",
	"google.urlPassthrough":
		"Carries ad-click ids in the page's own links while storage is denied; changes what visitors see in addresses. Default: false.",
	"gpp.mspa":
		"For those who signed the Multi-State Privacy Agreement: the mode its transactions are in. Default: not signed.",
	"gpp.padding":
		'How bits are filled up to letters: to whole octets first, as IAB\'s library does, or to sextets, as its text says. Default: "octets".',
	"gpp.sections":
		'One section for all states (`usnat`), or that of the visitor\'s state where there is one. Default: "national".',
	"gtm.event": 'Name of the event. Default: "consent_update".',
	"integrations.adobe": "Adobe Experience Platform Web SDK.",
	"integrations.clarity": "Microsoft Clarity, Consent API v2.",
	"integrations.google": "Google Consent Mode v2.",
	"integrations.gpp": "IAB Global Privacy Platform, sections of the United States.",
	"integrations.gtm": "Events in `dataLayer` for Google Tag Manager.",
	"integrations.matomo": "Matomo's tracker.",
	"integrations.meta": "Meta's pixel.",
	"integrations.posthog": "PostHog's library.",
	"integrations.tcf": "Follows a TCF consent tool of the page, where there is one.",
	"integrations.tiktok": "TikTok's pixel.",
	"integrations.uet": "Microsoft Advertising, Universal Event Tracking.",
	"items.level": "How deep the item stands within others, 0 to 3. Default: 0.",
	"languages.default": "The language, whatever page and browser say. Default: the page's.",
	"languages.texts": "Your own words over ours, by language, group and word. Default: ours.",
	"links.url": "http, https, mailto, tel or relative.",
	"matomo.mode": 'What waits for consent: all tracking, or its cookies alone. Default: "tracking".',
	"meta.limitedDataUse":
		"Where a region opts out instead of in, a refusal is told as Limited Data Use instead of as a revocation. Default: false.",
	"period.afterEvent":
		"Counted from an event such as deletion of the account, not from when the data came. Default: false.",
	"period.amount": "Absent where the words name no number of units.",
	"period.rolling": "The oldest goes as the newest comes. Default: false.",
	"period.text": 'The words: "7 years, rolling".',
	"policy.document":
		"Where the policy document is (JSON); fetched when its summary is opened, or a change is to be told.",
	"policy.effectiveDate": "ISO date.",
	"policy.lastUpdated": "ISO date.",
	"policy.notCollected": "What the text says is not collected.",
	"policy.purposes":
		"What is kept on the visitor's device, by purpose, as in a configuration: the policy's words on cookies. A configuration without purposes of its own that has this document in it takes these.",
	"policy.recipientsUrl": "Where the list of recipients is kept up to date.",
	"policy.responseDays": "Days in which a request is answered.",
	"policy.security": "Measures that protect the data (GDPR Article 32), and what is said about them.",
	"policy.url": "Where the full text is.",
	"policy.versions": "History and announced changes, in any order.",
	"purposes.data": "Which data it takes.",
	"purposes.description":
		"What it is for, in words the visitor reads. Default: that of the usual purposes, in each language.",
	"purposes.exempt":
		"A claim that the region's rule exempts this purpose from consent. Has no effect where the rule does not list it, or where the purpose involves anything.",
	"purposes.id": "Lower-case letters, digits, `-` and `_`; at most 64 characters.",
	"purposes.involves":
		"What it is in law: what opt-outs and signals speak of. Default: sale, sharing and targeted-ads for `marketing`, else none.",
	"purposes.legalBasis":
		'What the use of the data rests on; what rests on anything but consent is objected to, not refused. Default: "consent".',
	"purposes.location": "Where the data is kept.",
	"purposes.required": "Always on; not a choice. Default: true for `necessary`, else false.",
	"purposes.retention": "How long the data is kept.",
	"purposes.title": "One for all languages. Default: that of the usual purposes, in each language; else the id.",
	"purposes.vendors": "Who gets the data; a vendor stands under one purpose.",
	"recipients.kind":
		"`processor`: works for the site. `own-account`: called by the visitor, under their own key or account. `category`: a group without names. `legal`: courts, authorities and whoever the law says. `third-party`: anybody else.",
	"recipients.name": "The recipient, or a group of them as the text calls it.",
	"representatives.address": "Postal, on one line.",
	"representatives.region": "Whom a representative stands for towards; no officer has it.",
	"rights.regimes": "The laws that the text names for it. Default: everywhere.",
	"rights.text": "What it lets a person do.",
	"rules.age": "Years. A visitor who states a lower age keeps everything optional off.",
	"rules.askMonths": "Whole months after a refusal before the question may come back; 1 to 99.",
	"rules.close": "An × on the first layer, which keeps everything off.",
	"rules.exempt": "Claims of a purpose that free it from consent here; it is on, and can be objected to.",
	"rules.lifeMonths": "Whole months for which a grant holds; 1 to 99.",
	"rules.link": "Where a purpose involves what the visitor can opt out of, the link that must be seen on every page.",
	"rules.regime": "Whether everything waits for a yes, runs until a no, or is only told.",
	"rules.sensitive": "Where what runs until a no: whether that holds for sensitive data as well.",
	"rules.signal":
		"What an opt-out signal of the browser does. `refuse`: it is a refusal of sale, sharing and targeted advertising, and is shown as such. `hint`: these stay off until the visitor says otherwise, and nothing more.",
	"rules.vendors": "The first layer says how many vendors there are.",
	"section.number": "As printed, without the closing dot: `2.1`, `IV`. At most 20 characters.",
	"section.title": "At most 300 characters.",
	"sections.body": "Paragraphs, lists and tables, each an object with its `kind`; never HTML.",
	"site.controller": "Who decides about the data. Default: the name of the site.",
	"site.id": "Separates the choices of sites that share an origin. Lower-case letters, digits, `-`, `_`.",
	"site.name": "Default: the host name.",
	"tcf.purposes":
		"Purposes of the TCF (1 to 24) that must all be consented to, by purpose of yours. Default: functional: 1; analytics: 1, 8, 9; marketing: 1, 2, 3, 4, 7; any other is left refused.",
	"tcf.vendors": "Ids in the Global Vendor List, by vendor of yours.",
	"transfers.safeguards": "What protects it there, as far as the text names it.",
	"usRights.orSimilar": "The text goes on to every other state that has such a law. Default: false.",
	"usRights.states": "ISO 3166-2 codes (`US-CA`) of the states that the text names. Default: all that have such a law.",
	"uses.channel": "It reaches people by this way, so that their yes or no to it is theirs, not one of a device.",
	"uses.legalBasis": "Absent where the text states none; never guessed.",
	"vendors.cookies": "Told to the visitor, and erased at a refusal.",
	"vendors.country": "ISO 3166-1 code of the provider's country.",
	"vendors.id": "Lower-case letters, digits, `-` and `_`; at most 64 characters.",
	"vendors.name": "What visitors read. Default: the id.",
	"vendors.policyUrl": "http, https or relative.",
	"vendors.provider": "The company that gets the data.",
	"vendors.storage": "Names of localStorage, sessionStorage and IndexedDB entries; a trailing `*` makes a prefix.",
	"versions.announced": "ISO date on which it was made known. Default: the effective date.",
	"versions.content":
		"What it says, where it can be compared. Without `purposes`: what the panel asks for only the configuration changes, as no announcement may take effect there by itself.",
	"versions.effectiveDate": "ISO date from which it held or will hold.",
	"versions.summary": "What changed, in words for visitors.",
	"versions.url": "Where its full text is.",
};

for (const vendor of ["adobe", "matomo", "meta", "posthog", "tiktok", "uet"])
	words[`${vendor}.purpose`] =
		"Which purpose governs it. Default: analytics for matomo, posthog and adobe; marketing for uet, meta and tiktok.";

/** What a key means, under the key that its object stands under; of the whole, `config` or `policy`. */
export const wordsOf = (under: string, key: string): string | undefined => words[`${under}.${key}`];
