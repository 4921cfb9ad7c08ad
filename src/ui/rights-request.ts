import type { RequestKind, RightsRequest } from "../../types/request.ts";
import { makeRequest } from "../rights/make.ts";
import type { Form } from "./rights-form.ts";

/** The request behind the form as it is filled in now. */
export function requestOf(
	{ answers, content, controller, stage }: Form,
	{ kind, purposes }: { kind: RequestKind; purposes?: string[] },
): Omit<RightsRequest, "secretHash"> {
	const { language, settings } = stage;
	const { isAgent, addsId: _, agent, region, ...said } = answers;
	return makeRequest(
		{
			...said,
			kind,
			purposes,
			region: region || null,
			agent: isAgent ? agent : undefined,
			site: settings.site?.id ?? location.host,
			controller,
			language,
			responseDays: content?.responseDays,
			policyVersion: content?.lastUpdated ?? null,
		},
		Date.now(),
		crypto.getRandomValues(new Uint8Array(10)),
	);
}
