// Sites as they may become: the same pages after their owner has changed something. What is added is invented, and says so.
const day = 86_400_000;
const iso = (time) => new Date(time).toISOString().slice(0, 10);
const invented = "Invented for this demonstration.";
/** Kratys's policy promises no notice of a change, so it announces none. */
const noticeless = "/kratys/policy.json";

/**
 * A configuration as the page gets it.
 * `announces`: its policy document announces a change; `vendor`: another company counts the visits;
 * `typo`: a misspelling in what is collected, so that leaving it again is a correction.
 */
export function playConfig(config, site, today) {
	const { policy } = config;
	if (site === "announces" && policy?.version) return { ...config, policy: announce(policy, today) };
	if (site === "announces" && policy?.document && policy.document !== noticeless) {
		const document = `${policy.document}?play-site=announces&play-date=${iso(today)}`;
		return { ...config, policy: { ...policy, document, versions: [dates(today)] } };
	}
	const change = { vendor: withOtherVendor, typo: withTypo }[site];
	if (!change) return config;
	const purposes = (all) => all?.map((purpose) => (purpose.id === "analytics" ? change(purpose) : purpose));
	return {
		...config,
		...(config.purposes && { purposes: purposes(config.purposes) }),
		...(policy?.purposes && { policy: { ...policy, purposes: purposes(policy.purposes) } }),
	};
}

const dates = (today) => ({ effectiveDate: iso(today + 28 * day), announced: iso(today - 2 * day) });

/**
 * A policy document that announces who will get data besides, and what will be kept for a shorter time; as it was where
 * it promises no notice.
 */
export function announce(policy, today) {
	if (!policy.changes?.noticeDays) return policy;
	const { versions = [], version: _, ...content } = policy;
	const [first, ...rest] = content.retention ?? [];
	const after = {
		...content,
		recipients: [
			...(content.recipients ?? []),
			{
				name: "Postwing",
				purpose: `Sends email about the service. ${invented}`,
				location: "Ireland",
				kind: "processor",
			},
		],
		retention: [
			...(first
				? [{ ...first, period: { text: `14 days after deletion. ${invented}`, amount: 14, unit: "days" } }]
				: []),
			...rest,
		],
	};
	return { ...policy, versions: [...versions, { ...dates(today), content: after }] };
}

function withOtherVendor(purpose) {
	const cookies = [{ name: "cw_id", duration: "1 year", description: "A random number for this browser." }];
	const countwell = { id: "countwell", name: "Countwell", provider: "Countwell Ltd", country: "IE", cookies };
	return { ...purpose, vendors: [countwell] };
}

const withTypo = (purpose) => ({
	...purpose,
	data: purpose.data?.map((what) => what.replace("Pages visited", "Pages vistied")),
});
