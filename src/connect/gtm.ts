import type { GtmOptions } from "../../types/config.ts";
import { tell } from "../integrations/gtm.ts";
import { type Connect, connecting } from "./connecting.ts";

/** As `integrations.gtm` of the configuration: tag managers that read `dataLayer`. */
export const connect: Connect<GtmOptions> = connecting("gtm", tell);
