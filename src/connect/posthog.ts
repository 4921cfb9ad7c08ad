import type { OnePurpose } from "../../types/config.ts";
import { tell } from "../integrations/posthog.ts";
import { type Connect, connecting } from "./connecting.ts";

/** As `integrations.posthog` of the configuration: PostHog. */
export const connect: Connect<OnePurpose> = connecting("posthog", tell);
