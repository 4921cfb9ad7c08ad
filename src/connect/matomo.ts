import type { MatomoOptions } from "../../types/config.ts";
import { tell } from "../integrations/matomo.ts";
import { type Connect, connecting } from "./connecting.ts";

/** As `integrations.matomo` of the configuration: Matomo. */
export const connect: Connect<MatomoOptions> = connecting("matomo", tell);
